package io.citywatch.ingest.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.DeviceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicRightsTest {
    private static final Credential DEVICE =
            new Credential("x", Credential.Role.DEVICE, DeviceKind.SMOKE_SENSOR, "00", Credential.State.ACTIVE);
    private static final Credential RESPONDER =
            new Credential("x", Credential.Role.RESPONDER, null, "00", Credential.State.ACTIVE);

    @ParameterizedTest
    @CsvSource({
        "devices/x/telemetry/smoke, true, false",
        "devices/x/telemetry/anything, true, false",
        "devices/x/events/smoke, true, false",
        "devices/x/state, true, false",
        "devices/x/commands/c1, true, false",
        "devices/x/commands, false, false",
        "devices/y/state, false, false",
        "devices/x, false, false",
        "devices/x/telemetry, false, false",
        "devices/x/telemetry/smoke/more, false, false",
        "responders/x/position, false, true",
        "responders/x/offers/o1, false, true",
        "responders/x/offers, false, false",
        "responders/y/position, false, false"
    })
    void aClientPublishesOnItsOwnTopicsOfTheContract(String topic, boolean device, boolean responder) {
        assertThat(TopicRights.publishing(DEVICE, topic).isPresent()).isEqualTo(device);
        assertThat(TopicRights.publishing(RESPONDER, topic).isPresent()).isEqualTo(responder);
    }

    @ParameterizedTest
    @CsvSource({
        "devices/x/commands, GRANTED",
        "devices/x/#, GRANTED",
        "devices/x/+, GRANTED",
        "responders/x/offers, GRANTED",
        "+/x/#, GRANTED",
        "devices/x/anything, FOREIGN",
        "devices/x, FOREIGN",
        "devices/y/commands, FOREIGN",
        "devices/+/commands, FOREIGN",
        "devices/#, FOREIGN",
        "+/+/commands, FOREIGN",
        "#, FOREIGN",
        "$SYS/#, FOREIGN",
        "city/x/#, FOREIGN",
        "$share/group/devices/x/commands, SHARED",
        "devices/x/#/y, INVALID"
    })
    void aFilterIsGrantedIfAllThatItMatchesCarriesTheOwnId(String filter, TopicRights.Subscription verdict) {
        assertThat(TopicRights.subscribing("x", TopicFilter.of(filter))).isEqualTo(verdict);
    }

    @Test
    void aTopicAboveTheLimitIsForeign() {
        String longest = "x".repeat(64);
        Credential device =
                new Credential(longest, Credential.Role.DEVICE, DeviceKind.SMOKE_SENSOR, "00", Credential.State.ACTIVE);

        assertThat(TopicRights.publishing(device, "devices/" + longest + "/events/" + "k".repeat(48)))
                .isPresent();
        assertThat(TopicRights.publishing(device, "devices/" + longest + "/events/" + "k".repeat(49)))
                .isEmpty();
    }
}
