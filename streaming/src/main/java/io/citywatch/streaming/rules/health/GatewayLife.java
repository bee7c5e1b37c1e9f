package io.citywatch.streaming.rules.health;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a gateway of ours was there, by its pulses. A gap is more than 5 s without one, or a new start, and ends 130 s
 * after the next pulse, because the back-off of clients reaches 128 s. What happens in a gap is no fault of a device.
 *
 * @param lastAt of its newest pulse
 * @param gaps oldest first, apart from each other
 */
public record GatewayLife(String boot, long lastAt, List<Gap> gaps) {
    /** Nobody says which gateway received a message: then the platform counts, that is any gateway's pulse. */
    public static final String ANY = "";

    private static final int MOST_GAPS = 100;

    /** A device that is silent since then is not known to be: its gateway is away. */
    static final long UNKNOWN = Long.MAX_VALUE;

    /** Takes a pulse; one that is older than the newest proves nothing new. */
    public static GatewayLife onPulse(@Nullable GatewayLife life, String boot, long at, HealthParameters parameters) {
        if (life == null) {
            return new GatewayLife(boot, at, List.of());
        }
        if (at <= life.lastAt()) {
            return life;
        }
        boolean wasAway = at - life.lastAt() > parameters.pulseGap().toMillis();
        if (!wasAway && boot.equals(life.boot())) {
            return new GatewayLife(boot, at, life.gaps());
        }
        List<Gap> gaps = new ArrayList<>(life.gaps());
        Gap gap = new Gap(life.lastAt(), at + parameters.pulseRecovery().toMillis());
        Gap last = gaps.isEmpty() ? null : gaps.get(gaps.size() - 1);
        if (last != null && last.to() >= gap.from()) {
            gaps.set(gaps.size() - 1, new Gap(last.from(), gap.to()));
        } else {
            gaps.add(gap);
        }
        return new GatewayLife(boot, at, gaps.size() > MOST_GAPS ? gaps.subList(1, gaps.size()) : gaps);
    }

    /** Whether it is away at an event time; every pulse until then was read. */
    boolean isAway(long eventTime, HealthParameters parameters) {
        return eventTime - lastAt > parameters.pulseGap().toMillis();
    }

    /**
     * When a silence becomes as long as {@code silence}, not counting the gaps.
     *
     * @param since the last message
     * @return {@link #UNKNOWN} as long as the gateway is away
     */
    long dueAt(long since, long silence, long eventTime, HealthParameters parameters) {
        long from = since;
        long rest = silence;
        for (Gap gap : gaps) {
            if (gap.from() >= from + rest) {
                break;
            }
            if (gap.to() > from) {
                rest -= Math.max(0, gap.from() - from);
                from = gap.to();
            }
        }
        long due = from + rest;
        return isAway(eventTime, parameters) && lastAt < due ? UNKNOWN : due;
    }

    /** Whether a gap touches a span of time. */
    public boolean isDisturbed(long from, long to, HealthParameters parameters) {
        return isAway(to, parameters) || gaps.stream().anyMatch(gap -> gap.from() < to && gap.to() > from);
    }
}
