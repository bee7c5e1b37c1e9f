package io.citywatch.alerts.statistics;

import io.citywatch.alerts.deadletter.DeadLetterStore;
import io.citywatch.alerts.incident.IncidentCounts;
import io.citywatch.alerts.incident.IncidentQueries;
import io.citywatch.model.detection.Family;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the counts since the start together. Thread-safe; asks the database. */
public final class Statistics {
    /**
     * The counts of everything.
     *
     * @param messages device messages that the log has
     * @param families by the family's name; every family is there
     * @param rules detections by rule, of those that were raised
     * @param detection how far the detection job has come; absent until it said something
     * @param log whether gateways are heard through the log; absent until one was
     */
    public record Counts(
            Instant since,
            long messages,
            long deadLetters,
            long detections,
            Map<String, FamilyCounts> families,
            Map<String, Long> rules,
            DetectionProgress.@Nullable Progress detection,
            GatewayCounters.@Nullable LogPath log) {}

    /**
     * The counts of one family.
     *
     * @param resolved incidents closed with an outcome, which every closing has
     */
    public record FamilyCounts(
            long detections,
            long incidents,
            long offers,
            long accepted,
            long resolved,
            Map<String, Long> incidentsByState,
            Map<String, Long> offersByState) {}

    private static final String ACCEPTED = "ACCEPTED";
    private static final String CLOSED = "CLOSED";

    private final Instant since;
    private final GatewayCounters gateways;
    private final DeadLetterStore deadLetters;
    private final IncidentQueries incidents;
    private final DetectionProgress detection;
    private final Clock clock;

    public Statistics(
            Instant since,
            GatewayCounters gateways,
            DeadLetterStore deadLetters,
            IncidentQueries incidents,
            DetectionProgress detection,
            Clock clock) {
        this.detection = detection;
        this.clock = clock;
        this.since = since;
        this.gateways = gateways;
        this.deadLetters = deadLetters;
        this.incidents = incidents;
    }

    public Counts read() {
        IncidentCounts counts = incidents.counts(since);
        Map<String, FamilyCounts> families = new LinkedHashMap<>();
        for (Family family : Family.values()) {
            String name = family.text();
            Map<String, Long> incidentsByState =
                    new TreeMap<>(counts.incidents().getOrDefault(name, Map.of()));
            Map<String, Long> offersByState = new TreeMap<>(counts.offers().getOrDefault(name, Map.of()));
            families.put(
                    name,
                    new FamilyCounts(
                            counts.detections().getOrDefault(name, 0L),
                            sum(incidentsByState),
                            sum(offersByState),
                            offersByState.getOrDefault(ACCEPTED, 0L),
                            incidentsByState.getOrDefault(CLOSED, 0L),
                            incidentsByState,
                            offersByState));
        }
        return new Counts(
                since,
                gateways.messages(),
                deadLetters.countSince(since),
                sum(counts.detections()),
                families,
                counts.rules(),
                detection.progress().orElse(null),
                gateways.logPath(clock.instant()).orElse(null));
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
