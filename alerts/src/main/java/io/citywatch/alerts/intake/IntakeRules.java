package io.citywatch.alerts.intake;

import io.citywatch.model.Sha256;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which at-least-once delivery on two ways, with replays, shows each thing exactly once; a pure function.
 * (design, "Ids, revisions, and what intake does with them")
 */
public final class IntakeRules {
    /** The same message received within this time is a repeat; later it is a new alarm, whatever a stuck clock says. */
    public static final Duration REPEAT_WITHIN = Duration.ofMinutes(10);

    private IntakeRules() {}

    /** @param lastClosing when an incident of the key was last closed */
    static Verdict judge(Detection detection, Memory memory, @Nullable Instant lastClosing) {
        return switch (detection.phase()) {
            case RAISED -> raised(detection, memory, lastClosing);
            case UPDATED -> updated(detection, memory, lastClosing);
            case CLEARED -> cleared(detection, memory);
        };
    }

    private static Verdict raised(Detection detection, Memory memory, @Nullable Instant lastClosing) {
        if (memory.known() != null && memory.known().raised()) {
            return Verdict.IGNORE;
        }
        if (memory.original() != null) {
            return Verdict.REPEAT;
        }
        if (detection.rule().isMomentary() || lastClosing == null) {
            return Verdict.COUNT;
        }
        return detection.stages().received().isAfter(lastClosing) ? Verdict.COUNT : Verdict.NOTE;
    }

    private static Verdict updated(Detection detection, Memory memory, @Nullable Instant lastClosing) {
        Memory.Seen known = memory.known();
        if (known == null || !known.raised()) {
            return raised(detection, memory, lastClosing);
        }
        if (known.cleared() || known.shownOnly() || detection.revision() < known.revision()) {
            return Verdict.IGNORE;
        }
        boolean same = detection.revision() == known.revision()
                && evidenceSha256(detection).equals(known.evidenceSha256());
        return same ? Verdict.IGNORE : Verdict.UPDATE;
    }

    private static Verdict cleared(Detection detection, Memory memory) {
        if (detection.rule() == Rule.E1) {
            // A press is cleared by people alone.
            return Verdict.IGNORE;
        }
        Memory.Seen known = memory.known();
        if (known != null && known.cleared()) {
            return Verdict.IGNORE;
        }
        if (detection.rule() == Rule.S1 && newerAlarm(detection, memory)) {
            return Verdict.IGNORE;
        }
        return known == null ? Verdict.REMEMBER_CLEAR : Verdict.CLEAR;
    }

    /** S1's CLEARED names the newest alarm true of the device; there is none newer in truth, or the clear is old. */
    private static boolean newerAlarm(Detection detection, Memory memory) {
        Memory.Seen newest = memory.newest();
        if (newest == null || newest.id().equals(detection.id())) {
            return false;
        }
        Memory.Seen known = memory.known();
        Instant named = known == null ? detection.stages().received() : known.receivedAt();
        return newest.receivedAt().isAfter(named);
    }

    /** A digest of the evidence, whatever the order of its fields. */
    public static String evidenceSha256(Detection detection) {
        return Sha256.hex(Json.write(new TreeMap<>(detection.evidence())));
    }
}
