package io.citywatch.streaming.rules.elder;

import io.citywatch.streaming.rules.SeenMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's presses of a day.
 *
 * @param seen oldest first, no more than are told
 * @param open null while they are not frequent
 */
public record Presses(List<SeenMessage> seen, @Nullable OpenCase open) {
    /** When event time must wake the rule. */
    public long wakesAt() {
        return open == null ? seen.get(0).forgottenAt() : open.endsAt();
    }
}
