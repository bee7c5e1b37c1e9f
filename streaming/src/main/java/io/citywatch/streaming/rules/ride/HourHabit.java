package io.citywatch.streaming.rules.ride;

/**
 * At which hours of the week a vehicle rode in the last eight weeks.
 *
 * @param weeks a byte for each of the 168 hours from Monday on; bit n: it rode in that hour n weeks before {@code week}
 * @param week the newest week, counted since 1970
 * @param since the hour of its first ride, counted since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // kept as it is, never compared
public record HourHabit(byte[] weeks, int week, int since) {
    static final int HOURS = 168;
    private static final int WEEKS_KEPT = 8;

    static HourHabit begin(CityHour hour) {
        return new HourHabit(new byte[HOURS], hour.week(), hour.hours());
    }

    /** In how many of the weeks it rode in that hour, this week and this day left out. */
    int rides(int slot, CityHour before) {
        int bits = weeks[slot] & 0xff;
        int bit = week - before.week();
        if (bit >= 0 && bit < WEEKS_KEPT && before.isOfToday(slot)) {
            bits &= ~(1 << bit);
        }
        return Integer.bitCount(bits);
    }

    boolean isKnown(CityHour hour) {
        int bit = week - hour.week();
        return bit >= 0 && bit < WEEKS_KEPT && (weeks[hour.slot()] & (1 << bit)) != 0;
    }

    HourHabit with(CityHour hour) {
        byte[] next = weeks.clone();
        int newest = Math.max(week, hour.week());
        int shift = newest - week;
        if (shift > 0) {
            for (int i = 0; i < HOURS; i++) {
                next[i] = shift >= WEEKS_KEPT ? 0 : (byte) (next[i] << shift);
            }
        }
        int bit = newest - hour.week();
        if (bit < WEEKS_KEPT) {
            next[hour.slot()] |= (byte) (1 << bit);
        }
        return new HourHabit(next, newest, Math.min(since, hour.hours()));
    }
}
