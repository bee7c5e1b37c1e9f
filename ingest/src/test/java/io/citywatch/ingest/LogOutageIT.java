package io.citywatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.model.Sha256;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.DeviceKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What clients see while the log is away, and after it came back. */
@Timeout(180)
class LogOutageIT {
    private static final String TOPIC = "devices/t-out/events/call";

    @TempDir
    Path data;

    @Test
    void acknowledgesNothingThatTheLogDoesNotHaveAndRecovers() throws Exception {
        try (EmbeddedKafka kafka = new EmbeddedKafka(data)) {
            kafka.createTopics();
            try (LogProbe log = new LogProbe(kafka.bootstrapServers());
                    Gateway gateway = startEarly(kafka)) {
                log.register(new Credential(
                        "t-out",
                        Credential.Role.DEVICE,
                        DeviceKind.CALL_TERMINAL,
                        Sha256.hex("token-t-out"),
                        Credential.State.ACTIVE));
                gateway.ready().get(30, TimeUnit.SECONDS);
                outage(kafka, log, gateway);
            }
        }
    }

    private static void outage(EmbeddedKafka kafka, LogProbe log, Gateway gateway) throws Exception {
        try (GatewayIT.Mqtt5 terminal = awaitLogin(gateway)) {
            terminal.publish(TOPIC, GatewayIT.call("ok", "b", 0), 1);
            kafka.stop();

            IMqttToken lost = terminal.client.publish(TOPIC, GatewayIT.call("sos", "b", 1), 1, false);

            assertThatThrownBy(() -> lost.waitForCompletion(60_000)).isNotNull();
            assertThat(terminal.client.isConnected()).isFalse();
            assertThat(gateway.isReady()).isFalse();
            assertThatThrownBy(() -> new GatewayIT.Mqtt5(gateway.mqttPort(), "t-out"))
                    .isInstanceOfSatisfying(
                            org.eclipse.paho.mqttv5.common.MqttException.class,
                            e -> assertThat(e.getReasonCode()).isEqualTo(0x88));
        }

        kafka.start();
        try (GatewayIT.Mqtt5 terminal = awaitLogin(gateway)) {
            terminal.publish(TOPIC, GatewayIT.call("sos", "b", 1), 1);
        }
        assertThat(log.await(LogTopic.TELEMETRY_EVENTS, 2, LogProbe.keyed("t-out")))
                .hasSize(2);
    }

    private static Gateway startEarly(EmbeddedKafka kafka) {
        return Gateway.start(
                GatewayConfig.of("gw", "127.0.0.1", 0, kafka.bootstrapServers())
                        .withLogTimeouts(Duration.ofSeconds(4), Duration.ofSeconds(3)),
                new SimpleMeterRegistry());
    }

    /** Tries as a device does, until the gateway lets it in. */
    private static GatewayIT.Mqtt5 awaitLogin(Gateway gateway) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                return new GatewayIT.Mqtt5(gateway.mqttPort(), "t-out");
            } catch (org.eclipse.paho.mqttv5.common.MqttException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }
}
