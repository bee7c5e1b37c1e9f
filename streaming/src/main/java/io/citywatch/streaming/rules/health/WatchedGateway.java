package io.citywatch.streaming.rules.health;

import org.jspecify.annotations.Nullable;

/**
 * A gateway of ours.
 *
 * @param lastAt of its newest pulse
 * @param id of the open episode; null while it lives
 * @param revision of the last detection
 */
public record WatchedGateway(
        String boot, long lastAt, long loggedAt, @Nullable String id, long revision) {}
