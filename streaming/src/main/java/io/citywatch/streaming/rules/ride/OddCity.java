package io.citywatch.streaming.rules.ride;

import java.util.List;

/**
 * What R4 knows of the whole city.
 *
 * @param hour the newest, counted since 1970
 * @param judged rides in it and in the 23 hours before, newest first
 * @param odd those of them at odd hours, raised or not
 * @param rides open ones
 */
@SuppressWarnings("ArrayRecordComponent") // kept as they are, never compared
public record OddCity(long hour, int[] judged, int[] odd, List<OddRide> rides) {
    static final int HOURS = 24;

    static OddCity begin(long hour) {
        return new OddCity(hour, new int[HOURS], new int[HOURS], List.of());
    }

    /** When event time must wake the rule; {@link Long#MAX_VALUE} for never. */
    public long wakesAt() {
        return rides.stream().mapToLong(OddRide::clearsAt).min().orElse(Long.MAX_VALUE);
    }

    OddCity at(long now) {
        if (now <= hour) {
            return this;
        }
        return new OddCity(now, shifted(judged, now - hour), shifted(odd, now - hour), rides);
    }

    OddCity counted(boolean isOdd) {
        int[] nextJudged = judged.clone();
        int[] nextOdd = odd.clone();
        nextJudged[0]++;
        nextOdd[0] += isOdd ? 1 : 0;
        return new OddCity(hour, nextJudged, nextOdd, rides);
    }

    OddCity with(List<OddRide> next) {
        return new OddCity(hour, judged, odd, next);
    }

    /** Whether more rides of this hour and the one before are odd than those of a day should be. */
    boolean isOdd(RideParameters numbers) {
        long day = 0;
        for (int one : judged) {
            day += one;
        }
        int odds = odd[0] + odd[1];
        return odds > numbers.oddCity() && odds > 2 * numbers.oddProbability() * day;
    }

    private static int[] shifted(int[] hours, long by) {
        int[] shifted = new int[HOURS];
        for (int i = (int) Math.min(by, HOURS); i < HOURS; i++) {
            shifted[i] = hours[i - (int) by];
        }
        return shifted;
    }
}
