package io.citywatch.streaming.rules.elder;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** The city's clock: which hour it is, and how much of a time falls into the day. */
final class DayAndNight implements Serializable {
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private final ZoneId zone;
    private final int nightFrom;
    private final int nightUntil;

    DayAndNight(InactivityParameters parameters) {
        zone = parameters.zone();
        nightFrom = parameters.nightFrom();
        nightUntil = parameters.nightUntil();
    }

    int hourOf(long at) {
        return local(at).getHour();
    }

    /** Days since 1970. */
    long dayOf(long at) {
        return local(at).toLocalDate().toEpochDay();
    }

    /** When so much of the time since {@code from} has fallen into the day. */
    long daytimeAfter(long from, long millis) {
        long at = from;
        long rest = millis;
        while (true) {
            ZonedDateTime now = local(at);
            ZonedDateTime midnight = now.toLocalDate().atStartOfDay(zone);
            long begins = midnight.with(LocalTime.of(nightUntil, 0)).toInstant().toEpochMilli();
            long ends = nightFrom == 24
                    ? midnight.plusDays(1).toInstant().toEpochMilli()
                    : midnight.with(LocalTime.of(nightFrom, 0)).toInstant().toEpochMilli();
            long start = Math.max(at, begins);
            if (start + rest <= ends) {
                return start + rest;
            }
            rest -= Math.max(0, ends - start);
            // A day that is longer by an hour, when clocks are set, is looked at twice.
            at = Math.max(midnight.plusDays(1).toInstant().toEpochMilli(), at + HOUR_MILLIS);
        }
    }

    private ZonedDateTime local(long at) {
        return Instant.ofEpochMilli(at).atZone(zone);
    }
}
