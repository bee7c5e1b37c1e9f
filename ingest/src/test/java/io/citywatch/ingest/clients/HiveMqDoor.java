package io.citywatch.ingest.clients;

import com.hivemq.client.mqtt.MqttClientBuilderBase;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import java.util.concurrent.TimeUnit;

/** How HiveMQ's client finds a door, whichever version it speaks. */
final class HiveMqDoor {
    private static final long FIRST_DELAY_MILLIS = 50;
    private static final long LONGEST_DELAY_MILLIS = 500;

    private HiveMqDoor() {}

    static <B extends MqttClientBuilderBase<B>> B knock(B builder, Visit visit) {
        Door door = visit.door();
        B ready = builder.identifier(visit.id())
                .serverHost("127.0.0.1")
                .serverPort(door.port())
                .automaticReconnect()
                .initialDelay(FIRST_DELAY_MILLIS, TimeUnit.MILLISECONDS)
                .maxDelay(LONGEST_DELAY_MILLIS, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect();
        return switch (door.transport()) {
            case TCP -> ready;
            case TLS -> ready.sslConfig(tls(door.papers()));
            case WEB_SOCKET -> ready.webSocketConfig().serverPath("mqtt").applyWebSocketConfig();
        };
    }

    private static MqttClientSslConfig tls(Papers papers) {
        return MqttClientSslConfig.builder()
                .trustManagerFactory(papers.trust())
                .keyManagerFactory(
                        papers.shown() == null ? null : papers.shown().keys())
                .build();
    }
}
