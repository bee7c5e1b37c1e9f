package io.citywatch.ingest.command;

import io.citywatch.model.message.PendingMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages of one recipient: of each id the highest revision, and which of them it has. Thread-safe. */
final class Mailbox {
    /** A revision is remembered this long after its end, so that a late copy of an older one does not come back. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Map<String, Slot> slots = new LinkedHashMap<>();

    /** What is known of one id. */
    private static final class Slot {
        private @Nullable PendingMessage message;
        private long revision = Long.MIN_VALUE;
        private long acknowledged = Long.MIN_VALUE;
        private long attempted = Long.MIN_VALUE;
        private Instant keepUntil = Instant.MIN;
    }

    /** True if it is newer than what was known, so that a connected client must hear of it. */
    synchronized boolean take(PendingMessage message) {
        Slot slot = slots.computeIfAbsent(message.id(), id -> new Slot());
        if (message.revision() <= slot.revision) {
            return false;
        }
        slot.revision = message.revision();
        slot.message = message.settled() ? null : message;
        keep(slot, message.until());
        return message.settled() || slot.acknowledged < slot.revision;
    }

    /** The recipient has this revision, and with it all older ones. */
    synchronized void acknowledge(String id, long revision, Instant at) {
        Slot slot = slots.computeIfAbsent(id, unknown -> new Slot());
        slot.acknowledged = Math.max(slot.acknowledged, revision);
        keep(slot, at);
    }

    /** Notes an attempt to deliver; true if there was one of this revision before. */
    synchronized boolean attempt(String id, long revision) {
        Slot slot = slots.computeIfAbsent(id, unknown -> new Slot());
        boolean again = slot.attempted >= revision;
        slot.attempted = Math.max(slot.attempted, revision);
        return again;
    }

    /** What is owed now, in the order in which the ids came. */
    synchronized List<PendingMessage> due(Instant now) {
        List<PendingMessage> due = new ArrayList<>();
        for (Slot slot : slots.values()) {
            PendingMessage message = slot.message;
            if (message != null && slot.acknowledged < message.revision() && now.isBefore(message.until())) {
                due.add(message);
            }
        }
        return due;
    }

    /** Forgets what is long over; true if nothing is left. */
    synchronized boolean sweep(Instant now) {
        slots.values().removeIf(slot -> now.isAfter(slot.keepUntil));
        return slots.isEmpty();
    }

    private static void keep(Slot slot, Instant end) {
        Instant until = end.isAfter(Instant.MAX.minus(REMEMBERED)) ? Instant.MAX : end.plus(REMEMBERED);
        if (until.isAfter(slot.keepUntil)) {
            slot.keepUntil = until;
        }
    }
}
