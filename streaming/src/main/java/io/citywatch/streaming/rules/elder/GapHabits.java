package io.citywatch.streaming.rules.elder;

import java.util.Arrays;

/**
 * How long a person is usually not heard, by the hour of the day in which the silence began: of each of the last 28 days
 * on which there was any sign, the longest silence that began in each hour. Days without a sign take no place, so a
 * holiday neither teaches nor makes forget. 672 bytes a person.
 *
 * @param longest units of 5 min, rounded up; a row a day, an entry an hour, 0 where no silence began
 * @param slot whose row is written
 * @param day local, since 1970, of that row
 * @param days how many rows are filled
 */
@SuppressWarnings("ArrayRecordComponent") // never changed once it is here, never compared
public record GapHabits(byte[] longest, int slot, long day, int days) {
    static final int DAYS = 28;
    public static final GapHabits NONE = new GapHabits(new byte[DAYS * 24], 0, Long.MIN_VALUE, 0);

    private static final long UNIT_MILLIS = 300_000;
    private static final int MOST_UNITS = 255;
    /** Nobody does everything on the hour: those beside it are asked too, and more where they say too little. */
    private static final int NEIGHBOURS = 3;

    private static final int MOST_NEIGHBOURS = 5;
    private static final int ENOUGH = 20;
    /** The longest of them, by which the longest that can be is judged. */
    private static final double TAIL = 0.1;

    /**
     * What is usual.
     *
     * @param millis as long as the silences of this hour usually are at most
     * @param gaps from how many that was learnt
     */
    public record Usual(long millis, int gaps) {}

    /** A day with a sign. */
    GapHabits on(long localDay) {
        if (localDay <= day) {
            return this;
        }
        int next = days == 0 ? 0 : (slot + 1) % DAYS;
        byte[] copy = longest.clone();
        Arrays.fill(copy, next * 24, next * 24 + 24, (byte) 0);
        return new GapHabits(copy, next, localDay, Math.min(DAYS, days + 1));
    }

    /** A silence that began in an hour, and ended on the newest day. */
    GapHabits learn(int hour, long millis) {
        int units = (int) Math.min(MOST_UNITS, (millis + UNIT_MILLIS - 1) / UNIT_MILLIS);
        int index = slot * 24 + hour;
        if (days == 0 || units <= Byte.toUnsignedInt(longest[index])) {
            return this;
        }
        byte[] copy = longest.clone();
        copy[index] = (byte) units;
        return new GapHabits(copy, slot, day, days);
    }

    /**
     * What is usual of silences that begin in an hour, those of the hours beside it among them. So few days do not hold
     * a silence that comes once in two hundred: beyond the longest tenth their excess is taken to fall off
     * exponentially (peaks over threshold; Pickands 1975), and never below the quantile itself.
     */
    Usual usual(int hour, double quantile) {
        int[] gaps = new int[0];
        for (int neighbours = NEIGHBOURS; neighbours <= MOST_NEIGHBOURS && gaps.length < ENOUGH; neighbours++) {
            gaps = around(hour, neighbours);
        }
        int count = gaps.length;
        if (count == 0) {
            return new Usual(0, 0);
        }
        Arrays.sort(gaps);
        int tail = Math.max(1, (int) (count * TAIL));
        int threshold = gaps[Math.max(0, count - tail - 1)];
        double excess = 0;
        for (int i = count - tail; i < count; i++) {
            excess += (double) (gaps[i] - threshold) / tail;
        }
        double share = (double) tail / count;
        double beyond = threshold + excess * Math.max(0, Math.log(share / (1 - quantile)));
        int reached = gaps[(int) Math.ceil(quantile * count) - 1];
        return new Usual(Math.round(Math.max(beyond, reached) * UNIT_MILLIS), count);
    }

    private int[] around(int hour, int neighbours) {
        int[] found = new int[DAYS * (2 * neighbours + 1)];
        int count = 0;
        for (int row = 0; row < DAYS; row++) {
            for (int beside = -neighbours; beside <= neighbours; beside++) {
                int units = Byte.toUnsignedInt(longest[row * 24 + Math.floorMod(hour + beside, 24)]);
                if (units > 0) {
                    found[count++] = units;
                }
            }
        }
        return Arrays.copyOf(found, count);
    }
}
