package io.citywatch.model.message;

import io.citywatch.model.Required;
import java.time.Instant;

/**
 * A gateway's counters since its start, once a second ({@code gateway.status}).
 *
 * @param messages device messages that the log has
 * @param deadLetters messages that it refused as malformed
 * @param connections open now
 */
public record GatewayStatus(
        String gateway, String boot, Instant at, long messages, long deadLetters, long connections) {
    /** @throws IllegalArgumentException naming the field that is missing */
    public GatewayStatus {
        Required.check("gateway", gateway, "the gateway's id");
        Required.check("boot", boot, "a string");
        Required.check("at", at, "epoch milliseconds");
    }
}
