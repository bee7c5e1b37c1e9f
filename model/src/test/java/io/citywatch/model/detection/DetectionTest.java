package io.citywatch.model.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.model.DeviceId;
import io.citywatch.model.Golden;
import io.citywatch.model.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789abcdef0123456789abcde",
                "0123456789abcdef0123456789abcdef0",
                "0123456789ABCDEF0123456789abcdef",
                "0123456789abcdeg0123456789abcdef",
                "0123456789abcdef0123456789abcde\n"
            })
    void refusesAnIdThatIsNotThirtyTwoLowerCaseHexDigits(String id) {
        assertThatThrownBy(() -> detection(id, List.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("id: '")
                .hasMessageEndingWith("(expected: 32 lower-case hex digits)");
    }

    @Test
    void keepsCopiesThatNobodyCanChange() {
        List<DeviceId> devices = new ArrayList<>(List.of(new DeviceId("smoke-1")));
        Map<String, Object> evidence = new HashMap<>(Map.of("obscuration", 12.5));

        Detection detection = detection(ID, devices, evidence);
        devices.clear();
        evidence.clear();

        assertThat(detection.devices()).hasSize(1);
        assertThat(detection.evidence()).hasSize(1);
        assertThatThrownBy(() -> detection.devices().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> detection.evidence().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void takesAbsentListsAsEmpty() {
        Detection detection = detection(ID, null, null);

        assertThat(detection.devices()).isEmpty();
        assertThat(detection.evidence()).isEmpty();
        assertThat(detection.causes()).isEmpty();
    }

    @Test
    void knowsWhichRulesAreLifeAlarms() {
        assertThat(Rule.E1.isMomentary()).isTrue();
        assertThat(Rule.S1.isMomentary()).isTrue();
        assertThat(Rule.E2.isMomentary()).isFalse();
        assertThat(Rule.E2.family()).isEqualTo(Family.ELDER);
        assertThat(Rule.S1.family().text()).isEqualTo("smoke");
    }

    private static Detection detection(String id, List<DeviceId> devices, Map<String, Object> evidence) {
        return new Detection(
                id,
                1,
                Rule.S1,
                Phase.RAISED,
                Severity.P1,
                Subject.device("smoke-1"),
                "smoke-1",
                devices,
                null,
                Golden.MEASURED,
                new DeviceId("smoke-1"),
                "7@b1",
                evidence,
                null,
                new Stages(Golden.MEASURED, Golden.MEASURED, Golden.MEASURED, Golden.MEASURED));
    }
}
