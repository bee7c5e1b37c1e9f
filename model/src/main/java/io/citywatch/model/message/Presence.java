package io.citywatch.model.message;

import io.citywatch.model.Required;
import java.time.Instant;

/**
 * Where a client is connected ({@code device.presence}).
 *
 * @param boot of the gateway
 * @param connection the gateway's count of connections; of one gateway's boot the higher is the newer
 * @param subscribed whether messages of the platform reach it; connected without it counts as not delivered
 */
public record Presence(
        String client,
        String gateway,
        String boot,
        long connection,
        boolean connected,
        boolean subscribed,
        Instant at) {
    /** @throws IllegalArgumentException naming the field that is missing */
    public Presence {
        Required.check("client", client, "a client's id");
        Required.check("gateway", gateway, "the gateway's id");
        Required.check("boot", boot, "a string");
        Required.check("at", at, "epoch milliseconds");
    }
}
