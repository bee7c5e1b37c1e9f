package io.citywatch.streaming.rules.ride;

import io.citywatch.streaming.rules.Expect;
import java.io.Serializable;
import java.time.Duration;

/**
 * The numbers of the rules about what vehicles do and where they stay.
 *
 * @param stopsKept how long the last stops of a tag are remembered
 * @param stopsRemembered how many of them
 * @param stopGap a tag that the same reader reads again within this has stayed there
 * @param quiet R4, R5, R9, R12, R13, tamper of R10: how long without evidence until it is over
 * @param utcOffset of the city's clock, by which hours and weeks are counted
 * @param oddLearning R4: how long a vehicle must be known before an hour of it can be odd
 * @param oddRides R4: in how many hours it must have been on the road by then
 * @param oddProbability R4: an hour is odd if this or less of its rides are at hours so rare
 * @param oddPrior R4: what every hour of the week counts before it saw a ride, in rides
 * @param oddCity R4: from this many odd rides in an hour on, if they are more than a day should have, it is the day
 *     that is odd, and nobody's ride is
 * @param convoyTags R5: how many tags ...
 * @param convoyReaders R5: ... pass this many readers in a row ...
 * @param convoyWithin R5: ... within this time of each other
 * @param convoyDrift R5: how much nearer or farther two may be at one reader than at another: reads of a tag that passes
 *     are half a second apart, and some are missed
 * @param convoyCrowd R5: where on the average so many strangers are within {@code convoy-within} of anybody, a convoy
 *     must pass one reader more
 * @param convoyMissed R5: how many readers each may have been missed at, for each two at which it was in step
 * @param convoyLeg R5: readers that are passed further apart in time are not in a row
 * @param parkingDwell R9: how long a vehicle may stay at a no-parking reader
 * @param zoneDwell R12: how long a vehicle may be in a zone where none may be ...
 * @param zoneReads R12: ... and how many reads there in a row show that it is
 * @param zoneGap R12: a tag that is read there again within this has been there all the time
 * @param leftBefore R13: how long before the report of its theft a vehicle may have been at a way out, if nobody saw it
 *     since
 * @param batteryReads R10: how many reads with a low battery ...
 * @param batteryWithin R10: ... within this time
 * @param batteryApart R10: reads nearer to each other than this count once
 * @param denTags R14: how many stolen tags ...
 * @param denWithin R14: ... within this time ...
 * @param denMeters R14: ... come to rest within this distance
 * @param denRest R14: a stolen tag that is read nowhere else for so long has come to rest
 */
public record RideParameters(
        Duration stopsKept,
        int stopsRemembered,
        Duration stopGap,
        Duration quiet,
        Duration utcOffset,
        Duration oddLearning,
        int oddRides,
        double oddProbability,
        double oddPrior,
        int oddCity,
        int convoyTags,
        int convoyReaders,
        Duration convoyWithin,
        Duration convoyDrift,
        double convoyCrowd,
        int convoyMissed,
        Duration convoyLeg,
        Duration parkingDwell,
        Duration zoneDwell,
        int zoneReads,
        Duration zoneGap,
        Duration leftBefore,
        int batteryReads,
        Duration batteryWithin,
        Duration batteryApart,
        int denTags,
        Duration denWithin,
        double denMeters,
        Duration denRest)
        implements Serializable {
    public static final RideParameters DEFAULTS = new RideParameters(
            Duration.ofHours(24),
            8,
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofHours(8),
            Duration.ofDays(28),
            20,
            0.005,
            0.01,
            10,
            3,
            3,
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            0.5,
            1,
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofSeconds(60),
            3,
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            3,
            Duration.ofHours(24),
            Duration.ofMinutes(1),
            3,
            Duration.ofDays(7),
            150,
            Duration.ofHours(1));

    /** @throws IllegalArgumentException naming the parameter that is out of bounds */
    public RideParameters {
        Expect.positive("stops-kept", stopsKept);
        Expect.count("stops-remembered", stopsRemembered);
        Expect.positive("stop-gap", stopGap);
        Expect.positive("quiet", quiet);
        Expect.between("utc-offset", utcOffset.toSeconds() / 3_600.0, -18, 18);
        Expect.positive("odd-learning", oddLearning);
        Expect.count("odd-rides", oddRides);
        Expect.between("odd-probability", oddProbability, 0, 1);
        Expect.positive("odd-prior", oddPrior);
        Expect.count("odd-city", oddCity);
        Expect.between("convoy-tags", convoyTags, 2, 100);
        Expect.between("convoy-readers", convoyReaders, 2, stopsRemembered);
        Expect.positive("convoy-within", convoyWithin);
        Expect.positive("convoy-drift", convoyDrift);
        Expect.positive("convoy-crowd", convoyCrowd);
        Expect.between("convoy-missed", convoyMissed, 0, convoyReaders - 1.0);
        Expect.positive("convoy-leg", convoyLeg);
        Expect.positive("parking-dwell", parkingDwell);
        Expect.positive("zone-dwell", zoneDwell);
        Expect.count("zone-reads", zoneReads);
        Expect.positive("zone-gap", zoneGap);
        Expect.positive("left-before", leftBefore);
        Expect.count("battery-reads", batteryReads);
        Expect.positive("battery-within", batteryWithin);
        Expect.positive("battery-apart", batteryApart);
        Expect.between("den-tags", denTags, 2, 100);
        Expect.positive("den-within", denWithin);
        Expect.positive("den-meters", denMeters);
        Expect.positive("den-rest", denRest);
    }
}
