package io.citywatch.streaming.rules.ride;

import java.time.Duration;

/**
 * An hour by the city's clock.
 *
 * @param hours since 1970 began there
 */
record CityHour(int hours) {
    private static final int DAY = 24;
    /** 1970 began on a Thursday. */
    private static final int MONDAY_BEFORE = 3 * DAY;
    /** What is still the same outing: it teaches nothing about itself. */
    private static final int TODAY = 12;

    static CityHour of(long at, Duration utcOffset) {
        return new CityHour((int) Math.floorDiv(at + utcOffset.toMillis(), 3_600_000L));
    }

    int week() {
        return Math.floorDiv(hours + MONDAY_BEFORE, HourHabit.HOURS);
    }

    /** Of the week, from Monday on. */
    int slot() {
        return Math.floorMod(hours + MONDAY_BEFORE, HourHabit.HOURS);
    }

    /** 1 for Monday. */
    int dayOfWeek() {
        return slot() / DAY + 1;
    }

    int hourOfDay() {
        return slot() % DAY;
    }

    boolean isOfToday(int slot) {
        return slot <= slot() && slot > slot() - TODAY;
    }
}
