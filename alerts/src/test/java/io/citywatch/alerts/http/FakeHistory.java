package io.citywatch.alerts.http;

import io.citywatch.alerts.history.History;
import io.citywatch.alerts.history.HistoryUnavailable;
import io.citywatch.alerts.history.Reading;
import io.citywatch.alerts.history.Sighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A history in memory that can be away. */
final class FakeHistory implements History {
    volatile boolean away;
    final Map<String, List<Sighting>> sightings = new ConcurrentHashMap<>();
    final Map<String, List<Reading>> readings = new ConcurrentHashMap<>();

    void see(String tag, Sighting sighting) {
        sightings.computeIfAbsent(tag, each -> new CopyOnWriteArrayList<>()).add(sighting);
    }

    void read(String device, Reading reading) {
        readings.computeIfAbsent(device, each -> new CopyOnWriteArrayList<>()).add(reading);
    }

    @Override
    public List<Sighting> track(String tag, Instant from, Instant to, int limit) {
        requireHere();
        return sightings.getOrDefault(tag, List.of()).stream()
                .filter(each -> !each.ts().isBefore(from) && each.ts().isBefore(to))
                .sorted(Comparator.comparing(Sighting::ts))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Reading> readings(String device, Instant from, Instant to, int limit, Place after) {
        requireHere();
        List<Reading> newest = new ArrayList<>(readings.getOrDefault(device, List.of()));
        newest.sort(Comparator.comparingLong(Reading::nanos).reversed());
        return newest.stream()
                .filter(each -> !each.ts().isBefore(from) && each.ts().isBefore(to))
                .filter(each -> after == null || each.nanos() < after.nanos())
                .limit(limit)
                .toList();
    }

    private void requireHere() {
        if (away) {
            throw new HistoryUnavailable("history: away");
        }
    }
}
