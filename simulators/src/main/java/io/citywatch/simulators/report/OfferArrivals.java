package io.citywatch.simulators.report;

import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** When offers reached the responders' MQTT clients, by incident. Thread-safe. */
public final class OfferArrivals {
    private final Map<String, NavigableSet<Long>> nanosByIncident = new ConcurrentHashMap<>();

    /** @param nanos {@code System.nanoTime()} at the arrival of a first OFFERED revision */
    public void arrived(String incident, long nanos) {
        nanosByIncident
                .computeIfAbsent(incident, unused -> new ConcurrentSkipListSet<>())
                .add(nanos);
    }

    /** The first arrival at or after this time. */
    public OptionalLong firstSince(String incident, long nanos) {
        NavigableSet<Long> arrivals = nanosByIncident.get(incident);
        Long first = arrivals == null ? null : arrivals.ceiling(nanos);
        return first == null ? OptionalLong.empty() : OptionalLong.of(first);
    }

    /** How many incidents were offered to somebody. */
    public int incidents() {
        return nanosByIncident.size();
    }

    public boolean knows(String incident) {
        return nanosByIncident.containsKey(incident);
    }
}
