package io.citywatch.simulators.truth.script;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * The days of a truth. Day 0 is the first that is scored, a Monday; the days before it, from minus {@code warmUpDays}
 * on, only teach.
 *
 * @param days that are scored
 */
public record Calendar(int warmUpDays, int days) {
    public static final long DAY = Duration.ofDays(1).toMillis();

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    /** Monday, 21 September 2026, midnight in Shantou. */
    private static final long FIRST_MIDNIGHT =
            Instant.parse("2026-09-20T16:00:00Z").toEpochMilli();
    /** The mid-autumn festival, and the first day of October. */
    private static final Set<Integer> HOLIDAYS = Set.of(4, 10);

    /** @throws IllegalArgumentException if there is no day to score */
    public Calendar {
        if (days < 1 || warmUpDays < 0) {
            throw new IllegalArgumentException(
                    "days: " + days + " after " + warmUpDays + " (expected: at least 1 after at least 0)");
        }
    }

    /** Local midnight, epoch milliseconds. */
    public long midnight(int day) {
        return FIRST_MIDNIGHT + day * DAY;
    }

    /** A local time of a day. */
    public long at(int day, double hour) {
        return midnight(day) + Math.round(hour * 60 * MINUTE);
    }

    /** When everything that is scored begins. */
    public long start() {
        return midnight(0);
    }

    public long end() {
        return midnight(days);
    }

    public boolean isWarmUp(int day) {
        return day < 0;
    }

    /** Whether people do not go to work. */
    public boolean isFree(int day) {
        return Math.floorMod(day, 7) >= 5 || isHoliday(day);
    }

    public boolean isHoliday(int day) {
        return HOLIDAYS.contains(day);
    }
}
