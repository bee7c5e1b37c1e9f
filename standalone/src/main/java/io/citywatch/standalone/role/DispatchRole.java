package io.citywatch.standalone.role;

import io.citywatch.alerts.DispatchConfig;
import io.citywatch.alerts.DispatchService;
import io.citywatch.standalone.config.RoleConfig;
import io.citywatch.standalone.platform.LogTopics;
import io.citywatch.standalone.platform.Metrics;
import java.util.List;

/** Dispatch before an outside log, records and history; its metrics and health are on its API's port. */
public final class DispatchRole implements Role {
    private final Opened parts;
    private final DispatchService dispatch;
    private final String host;

    private DispatchRole(Opened parts, DispatchService dispatch, String host) {
        this.parts = parts;
        this.dispatch = dispatch;
        this.host = host;
    }

    /** Returns when the API answers. */
    public static DispatchRole start(RoleConfig config) {
        Opened parts = new Opened();
        try {
            Metrics metrics = parts.keep(new Metrics());
            LogTopics.prepare(config.log());
            DispatchService dispatch = parts.keep(DispatchService.start(
                    dispatchConfig(config),
                    metrics.registry(),
                    new DispatchService.Extras(List::of, config.retention())));
            return new DispatchRole(parts, dispatch, config.dispatch().httpHost());
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static DispatchConfig dispatchConfig(RoleConfig config) {
        DispatchConfig tuned = config.dispatch();
        return new DispatchConfig(
                config.records().url(),
                config.records().user(),
                config.records().password(),
                config.log().bootstrapServers(),
                tuned.httpHost(),
                tuned.httpPort(),
                tuned.mapFile(),
                tuned.accounts(),
                tuned.adminPasswordFile(),
                tuned.secureCookies(),
                config.history().source().orElse(null),
                tuned.zone(),
                tuned.roadsFile(),
                tuned.channels(),
                tuned.rules(),
                tuned.storm());
    }

    @Override
    public String address() {
        return "http://" + host + ":" + dispatch.httpPort() + "/";
    }

    @Override
    public int managementPort() {
        return dispatch.httpPort();
    }

    @Override
    public void close() {
        parts.close();
    }
}
