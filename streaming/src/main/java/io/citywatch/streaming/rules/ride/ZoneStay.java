package io.citywatch.streaming.rules.ride;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one tag in one zone.
 *
 * @param since its first read there, epoch milliseconds
 * @param last its newest read there
 * @param row how many reads there since the last one elsewhere
 * @param elsewhere how many reads elsewhere since the last one there
 * @param faint whether all that is known of it is one faint read
 * @param open null until it is raised
 * @param endsAt event time at which it is forgotten, or over, if no further read there comes
 */
public record ZoneStay(
        String zone,
        long since,
        long last,
        int row,
        int elsewhere,
        boolean faint,
        @Nullable Episode open,
        long endsAt) {
    ZoneStay here(long at, long end) {
        return new ZoneStay(
                zone,
                Math.min(since, at),
                Math.max(last, at),
                at == last ? row : row + 1,
                0,
                false,
                open,
                Math.max(endsAt, end));
    }

    ZoneStay away() {
        return new ZoneStay(zone, since, last, 0, elsewhere + 1, faint, open, endsAt);
    }

    ZoneStay with(Episode episode) {
        return new ZoneStay(zone, since, last, row, elsewhere, faint, episode, episode.clearsAt());
    }
}
