package io.citywatch.model.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MqttTopicTest {
    private static final String LONGEST = "x".repeat(64);

    static Stream<Arguments> topics() {
        return Stream.of(
                arguments("devices/d-1/telemetry/smoke", new MqttTopic.Telemetry("d-1", "smoke")),
                arguments("devices/d-1/telemetry/no-such-kind", new MqttTopic.Telemetry("d-1", "no-such-kind")),
                arguments("devices/d-1/events/call", new MqttTopic.Events("d-1", "call")),
                arguments("devices/d-1/state", new MqttTopic.State("d-1")),
                arguments("devices/d-1/commands", new MqttTopic.Commands("d-1")),
                arguments("devices/d-1/commands/c:7", new MqttTopic.CommandResult("d-1", "c:7")),
                arguments("responders/r_1/position", new MqttTopic.ResponderPosition("r_1")),
                arguments("responders/r_1/offers", new MqttTopic.Offers("r_1")),
                arguments("responders/r_1/offers/o.7", new MqttTopic.OfferAnswer("r_1", "o.7")),
                arguments("devices/devices/state", new MqttTopic.State("devices")),
                arguments("devices/" + LONGEST + "/state", new MqttTopic.State(LONGEST)));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void parsesTheTopicsOfTheContract(String topic, MqttTopic expected) {
        assertThat(MqttTopic.parse(topic)).contains(expected);
        assertThat(expected.client()).isEqualTo(topic.split("/")[1]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "///",
                "////",
                "devices",
                "devices/",
                "devices/d-1",
                "devices/d-1/",
                "devices//state",
                "/devices/d-1/state",
                "devices/d-1/state/",
                "devices/d-1/state/on",
                "devices/d-1/State",
                "Devices/d-1/state",
                "devices/d-1/telemetry",
                "devices/d-1/telemetry/",
                "devices/d-1/telemetry/smoke/",
                "devices/d-1/telemetry/smoke/1",
                "devices/d-1/events",
                "devices/d-1/events/",
                "devices/d-1/commands/",
                "devices/d-1/commands/c/7",
                "devices/d-1/offers",
                "devices/d-1/position",
                "responders/r-1/state",
                "responders/r-1/commands",
                "responders/r-1/position/1",
                "responders/r-1/offers/",
                "responders/r-1/offers/o/7",
                "responders/r-1/telemetry/smoke",
                "$SYS/broker/state",
                "$SYS/devices/d-1/state",
                "$share/devices/d-1/state",
                "devices/+/state",
                "devices/#",
                "devices/d-1/#",
                "devices/d-1/telemetry/+",
                "devices/d-1/telemetry/#",
                "devices/d 1/state",
                "devices/d\u00001/state",
                "devices/\u8bbe\u5907/state",
                "devices/d-1/telemetry/sm\noke",
                "devices/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx/state"
            })
    void takesAnyOtherTopicAsForeign(String topic) {
        assertThat(MqttTopic.parse(topic)).isEmpty();
    }

    @Test
    void parsesWhatItBuilds() {
        for (TelemetryKind kind : TelemetryKind.values()) {
            for (Lane lane : Lane.values()) {
                if (!kind.travelsOn(lane)) {
                    continue;
                }
                MqttTopic expected = kind == TelemetryKind.STATE
                        ? new MqttTopic.State("d-1")
                        : lane == Lane.BULK
                                ? new MqttTopic.Telemetry("d-1", kind.text())
                                : new MqttTopic.Events("d-1", kind.text());
                assertThat(MqttTopic.parse(MqttTopic.ofTelemetry("d-1", kind, lane)))
                        .contains(expected);
            }
        }
        assertThat(MqttTopic.parse(MqttTopic.ofCommands("d-1"))).contains(new MqttTopic.Commands("d-1"));
        assertThat(MqttTopic.parse(MqttTopic.ofOffers("r-1"))).contains(new MqttTopic.Offers("r-1"));
        assertThat(MqttTopic.parse(MqttTopic.ofOfferAnswer("r-1", "o-7")))
                .contains(new MqttTopic.OfferAnswer("r-1", "o-7"));
        assertThat(MqttTopic.parse(MqttTopic.ofPosition("r-1"))).contains(new MqttTopic.ResponderPosition("r-1"));
    }
}
