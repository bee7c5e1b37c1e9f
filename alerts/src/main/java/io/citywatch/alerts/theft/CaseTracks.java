package io.citywatch.alerts.theft;

import io.citywatch.alerts.history.History;
import io.citywatch.alerts.history.HistoryEraser;
import io.citywatch.alerts.history.Sighting;
import io.citywatch.model.history.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the tracks of theft cases beyond the raw history: before sightings are deleted, those of a case are copied to
 * the records, where they stay until the case is deleted. Copying again adds nothing.
 */
public final class CaseTracks implements HistoryEraser {
    /** Asked for at a time, so that no answer is large. */
    private static final Duration PORTION = Duration.ofDays(1);

    private static final int MOST_A_PORTION = 100_000;

    /**
     * A vehicle is or was wanted.
     *
     * @param from reads from then on belong to it and are not kept yet
     * @param endedAt null while it stands
     */
    public record Case(
            long id,
            List<String> tags,
            Instant from,
            @Nullable Instant endedAt) {}

    /** Keeps what was copied. */
    public interface Store {
        /** Those that have reads before the time which are not kept yet. */
        List<Case> casesToKeep(Instant time);

        void keep(long report, List<Sighting> sightings);

        /** What was read before the time is kept now. */
        void keptUntil(long report, Instant time);

        /** What was kept of a vehicle's cases, the oldest first. */
        List<Sighting> kept(String plate, Instant from, Instant to, int limit);

        /** Deletes cases that ended before the time, with their tracks; returns how many. */
        int deleteEndedBefore(Instant time);
    }

    private final Store store;
    private final History history;
    private final HistoryEraser raw;

    /** @param raw deletes the raw history once the cases' part of it is kept */
    public CaseTracks(Store store, History history, HistoryEraser raw) {
        this.store = store;
        this.history = history;
        this.raw = raw;
    }

    @Override
    public void deleteBefore(Measurement measurement, Instant time) {
        if (measurement == Measurement.TAG_SIGHTINGS) {
            store.casesToKeep(time).forEach(each -> keep(each, time));
        }
        raw.deleteBefore(measurement, time);
    }

    private void keep(Case each, Instant time) {
        Instant end = each.endedAt() == null || each.endedAt().isAfter(time) ? time : each.endedAt();
        for (String tag : each.tags()) {
            for (Instant from = each.from(); from.isBefore(end); from = from.plus(PORTION)) {
                Instant to = from.plus(PORTION).isAfter(end) ? end : from.plus(PORTION);
                List<Sighting> sightings = history.track(tag, from, to, MOST_A_PORTION);
                if (!sightings.isEmpty()) {
                    store.keep(each.id(), sightings);
                }
            }
        }
        store.keptUntil(each.id(), time);
    }
}
