package io.citywatch.streaming.rules.vehicle;

import io.citywatch.streaming.rules.MessageStamp;
import org.jspecify.annotations.Nullable;

/**
 * What R2 remembers of a guarded vehicle.
 *
 * @param home the reader that it is at home at; null until its first read, if the registry names none
 * @param id of the open episode; null if none is open, and then the rest is empty
 * @param reads elsewhere
 * @param reason why it was raised
 * @param clearsAt event time at which the episode is over, if no further read comes
 * @param next when another episode may begin; the guard may be taken off and set again before
 */
public record GuardMemory(
        @Nullable String home,
        @Nullable String id,
        long revision,
        int reads,
        String reason,
        @Nullable MessageStamp newest,
        long clearsAt,
        long next) {
    static final GuardMemory NOTHING = new GuardMemory(null, null, 0, 0, "", null, 0, 0);

    boolean isOpen() {
        return id != null;
    }

    GuardMemory withHome(String reader) {
        return new GuardMemory(reader, id, revision, reads, reason, newest, clearsAt, next);
    }
}
