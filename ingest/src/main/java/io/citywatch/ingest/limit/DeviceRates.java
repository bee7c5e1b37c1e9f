package io.citywatch.ingest.limit;

import io.citywatch.model.registry.Credential;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The devices' rates. One that is over its rate is remembered beyond its connection, so that reconnecting frees nobody
 * of it. Thread-safe.
 */
public final class DeviceRates {
    private static final int LEAST_TO_TIDY = 1_024;

    private final int standard;
    private final Map<String, DeviceRate> byClient = new ConcurrentHashMap<>();
    private volatile int tidyAt = LEAST_TO_TIDY;

    public DeviceRates(LimitConfig config) {
        this.standard = config.messagesPerSecond();
    }

    DeviceRate of(Credential credential, long now) {
        tidy(now);
        Integer registered = credential.ratePerSecond();
        int perSecond = registered == null ? standard : registered;
        return byClient.compute(
                credential.client(),
                (client, known) ->
                        known != null && known.perSecond() == perSecond ? known : new DeviceRate(perSecond, now));
    }

    /** Now and then forgets who is within its rate; a connection keeps what it holds. */
    private void tidy(long now) {
        if (byClient.size() >= tidyAt) {
            byClient.values().removeIf(rate -> rate.isRested(now));
            tidyAt = Math.max(LEAST_TO_TIDY, 2 * byClient.size());
        }
    }
}
