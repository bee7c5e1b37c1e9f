package io.citywatch.alerts.intake;

import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentDesk;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is news in an update; pure functions. A hot spot is seen several times a second and a hunted vehicle read by
 * one reader again and again: evidence and place follow each, the timeline tells only what a person would.
 */
final class NewsRules {
    /** An update that changes nothing that a person would tell is told again after this. */
    static final Duration AGAIN = Duration.ofMinutes(10);

    /** The rules hunt on for a moment after a hunt was ended: what was read until then brings nobody back. */
    private static final Duration IN_FORCE = Duration.ofSeconds(5);

    /** Those that say where a hunted vehicle is. */
    private static final Set<Rule> MOVES = EnumSet.of(Rule.R1, Rule.R2, Rule.R13);

    private NewsRules() {}

    /** What the timeline says of an update; empty if it is nothing new. */
    static Optional<String> ofUpdate(Detection detection, Memory.Seen known, Instant now) {
        Optional<String> reading = ofReading(detection);
        if (reading.isPresent()) {
            return isAtAnotherReader(detection, known) ? reading : Optional.empty();
        }
        Instant notedAt = known.notedAt();
        boolean news = notedAt == null
                || detection.severity() != known.severity()
                || !notedAt.plus(AGAIN).isAfter(now);
        return news ? Optional.of(detection.rule() + " updated") : Optional.empty();
    }

    /** Where a hunted vehicle was read; empty of every other rule. */
    static Optional<String> ofReading(Detection detection) {
        String reader = MOVES.contains(detection.rule()) ? readerOf(detection) : null;
        if (reader == null) {
            return Optional.empty();
        }
        Object name = detection.evidence().get("readerName");
        Object road = detection.evidence().get("road");
        return Optional.of("read at " + (name instanceof String text && !text.isBlank() ? text : reader)
                + (road instanceof String text && !text.isBlank() ? ", " + text : ""));
    }

    /**
     * Whether an update of an incident that people closed is to come before people again: it got worse, or what is
     * hunted moved on, or is still read where it was long after.
     */
    static boolean comesBack(Detection detection, Memory.Seen known, Incident incident) {
        Instant closedAt = incident.closedAt();
        Instant received = detection.stages().received();
        String outcome = incident.status().outcome();
        boolean huntEnded = outcome != null && IncidentDesk.HUNT_ENDS.contains(outcome);
        Instant over = closedAt != null && huntEnded ? closedAt.plus(IN_FORCE) : closedAt;
        if (incident.state().isOpen() || (over != null && !received.isAfter(over))) {
            return false;
        }
        boolean worse = detection.severity().isAbove(known.severity());
        boolean longAfter = closedAt != null && received.isAfter(closedAt.plus(AGAIN));
        return worse || (incident.kind() == IncidentKind.THEFT && (longAfter || isAtAnotherReader(detection, known)));
    }

    /** The run card's level that the evidence calls for. */
    static int levelOf(Detection detection) {
        return detection.rule() == Rule.S5 && detection.evidence().get("level") instanceof Number level
                ? level.intValue()
                : 1;
    }

    private static boolean isAtAnotherReader(Detection detection, Memory.Seen known) {
        String reader = readerOf(detection);
        return reader != null && !reader.equals(known.reader());
    }

    private static @Nullable String readerOf(Detection detection) {
        return detection.evidence().get("reader") instanceof String reader ? reader : null;
    }
}
