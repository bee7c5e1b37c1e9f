package io.citywatch.alerts.dispatch;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody is, by the newest fix.
 *
 * @param name as registered; the id if nobody is
 * @param at when the fix was received
 * @param accuracy metres
 */
public record Seen(
        String name,
        List<String> roles,
        Responder.Mode mode,
        @Nullable Position position,
        @Nullable Instant at,
        @Nullable Double accuracy) {
    public static Seen nothingOf(String responder) {
        return new Seen(responder, List.of(), Responder.Mode.FOOT, null, null, null);
    }

    /** The place, if the fix is not older than that. */
    @Nullable
    Position within(Duration age, Instant now) {
        Instant fixedAt = at;
        return fixedAt == null || fixedAt.isBefore(now.minus(age)) ? null : position;
    }

    boolean isVolunteer() {
        return roles.contains(Responder.Role.VOLUNTEER.text());
    }
}
