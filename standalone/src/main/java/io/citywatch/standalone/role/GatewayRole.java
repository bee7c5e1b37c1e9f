package io.citywatch.standalone.role;

import io.citywatch.ingest.Gateway;
import io.citywatch.ingest.tls.TlsFailure;
import io.citywatch.standalone.config.RoleConfig;
import io.citywatch.standalone.config.StartFailure;
import io.citywatch.standalone.platform.LogTopics;
import io.citywatch.standalone.platform.Metrics;

/** A gateway before an outside log, with a management port of its own. */
public final class GatewayRole implements Role {
    private final Opened parts;
    private final Gateway gateway;
    private final ManagementServer management;
    private final String host;

    private GatewayRole(Opened parts, Gateway gateway, ManagementServer management, String host) {
        this.parts = parts;
        this.gateway = gateway;
        this.management = management;
        this.host = host;
    }

    /** Listens at once; lets devices in as soon as it has read who they are. */
    public static GatewayRole start(RoleConfig config) {
        Opened parts = new Opened();
        try {
            Metrics metrics = parts.keep(new Metrics());
            LogTopics.prepare(config.log());
            Gateway gateway = parts.keep(Gateway.start(
                    config.gateway()
                            .at(
                                    config.gateway().host(),
                                    config.gateway().mqttPort(),
                                    config.log().bootstrapServers()),
                    config.bridge(),
                    metrics.registry()));
            ManagementServer management = parts.keep(ManagementServer.start(
                    config.management().host(),
                    config.management().gatewayPort(),
                    metrics.registry(),
                    gateway::problems));
            return new GatewayRole(parts, gateway, management, config.gateway().host());
        } catch (TlsFailure e) {
            parts.close();
            throw new StartFailure("citywatch.gateway." + e.getMessage(), e);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    @Override
    public String address() {
        StringBuilder addresses = new StringBuilder("mqtt://" + host + ":" + gateway.mqttPort());
        gateway.mqttsPort().ifPresent(port -> addresses.append("   mqtts://" + host + ":" + port));
        gateway.webSocketPort().ifPresent(port -> addresses.append("   ws://" + host + ":" + port + "/mqtt"));
        return addresses.toString();
    }

    @Override
    public int managementPort() {
        return management.port();
    }

    @Override
    public void close() {
        parts.close();
    }
}
