package io.citywatch.standalone.platform;

import io.citywatch.ingest.Gateway;
import io.citywatch.ingest.GatewayConfig;
import io.citywatch.ingest.bridge.BridgeConfig;
import io.citywatch.ingest.tls.TlsFailure;
import io.citywatch.standalone.config.StartFailure;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.OptionalInt;

/** The platform's gateway, which may be stopped and started again beside everything else. */
final class GatewayPart implements AutoCloseable {
    private final GatewayConfig config;
    private final BridgeConfig bridge;
    private final MeterRegistry meters;
    private volatile Gateway gateway;
    private volatile boolean running = true;

    private GatewayPart(GatewayConfig config, BridgeConfig bridge, MeterRegistry meters) {
        this.config = config;
        this.bridge = bridge;
        this.meters = meters;
        this.gateway = launch();
    }

    /** Returns when devices are let in. */
    static GatewayPart start(GatewayConfig config, BridgeConfig bridge, MeterRegistry meters) {
        return new GatewayPart(config, bridge, meters);
    }

    private Gateway launch() {
        try {
            Gateway launched = Gateway.start(config, bridge, meters);
            launched.ready().join();
            return launched;
        } catch (TlsFailure e) {
            throw new StartFailure("citywatch.gateway." + e.getMessage(), e);
        }
    }

    int mqttPort() {
        return gateway.mqttPort();
    }

    OptionalInt mqttsPort() {
        return gateway.mqttsPort();
    }

    OptionalInt webSocketPort() {
        return gateway.webSocketPort();
    }

    boolean isReady() {
        return running && gateway.isReady();
    }

    synchronized void stop() {
        if (running) {
            running = false;
            gateway.close();
        }
    }

    synchronized void startAgain() {
        if (!running) {
            gateway = launch();
            running = true;
        }
    }

    @Override
    public void close() {
        stop();
    }
}
