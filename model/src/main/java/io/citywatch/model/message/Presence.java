package io.citywatch.model.message;

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
        Instant at) {}
