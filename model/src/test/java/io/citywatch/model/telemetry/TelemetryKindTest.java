package io.citywatch.model.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetryKindTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "tag-sightings, true, false, tag-reader",
        "smoke, true, true, smoke-sensor",
        "call, false, true, call-terminal",
        "vitals, true, false, call-terminal",
        "activity, true, false, call-terminal",
        "fix, true, false, call-terminal",
        "thermal, true, false, thermal-camera",
        "environment, true, false, environment-sensor"
    })
    void travelsOnTheLanesAndComesFromTheDevicesOfTheContract(
            String text, boolean bulk, boolean emergency, String sender) {
        TelemetryKind kind = TelemetryKind.parse(text).orElseThrow();
        List<String> senders = Arrays.stream(DeviceKind.values())
                .filter(kind::isSentBy)
                .map(DeviceKind::text)
                .toList();

        assertThat(kind.travelsOn(Lane.BULK)).isEqualTo(bulk);
        assertThat(kind.travelsOn(Lane.EMERGENCY)).isEqualTo(emergency);
        assertThat(senders).containsExactly(sender);
    }

    @Test
    void takesTheStateOfAnyDeviceOnTheBulkLane() {
        assertThat(Arrays.stream(DeviceKind.values()).allMatch(TelemetryKind.STATE::isSentBy))
                .isTrue();
        assertThat(TelemetryKind.STATE.travelsOn(Lane.EMERGENCY)).isFalse();
    }

    @Test
    void parsesWhatItWritesAndNothingElse() {
        for (TelemetryKind kind : TelemetryKind.values()) {
            assertThat(TelemetryKind.parse(kind.text())).contains(kind);
        }
        for (Lane lane : Lane.values()) {
            assertThat(Lane.parse(lane.text())).contains(lane);
        }
        assertThat(TelemetryKind.parse("SMOKE")).isEmpty();
        assertThat(TelemetryKind.parse("")).isEmpty();
        assertThat(Lane.parse("BULK")).isEmpty();
        assertThat(DeviceKind.parse("toaster")).isEmpty();
    }
}
