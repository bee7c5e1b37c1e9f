package io.citywatch.streaming.rules.vehicle;

import io.citywatch.streaming.rules.Expect;
import java.io.Serializable;
import java.time.Duration;

/**
 * The numbers of the rules about vehicles and their readers.
 *
 * @param readsKept how long a tag's last reads are remembered for a theft report that comes after them
 * @param readsRemembered how many of them, of a vehicle that nobody looks for
 * @param trackPoints the most points that a pursuit's evidence shows
 * @param sameReadWithin a further read of a tag by the same reader within this is the same passage
 * @param closeRangeDecibels a read this far below the loudest that its reader hears may be of a tag that it overhears
 *     from another street; it proves nothing alone
 * @param closeRangeReads how many reads a reader must have heard before its loudest are known; until then ...
 * @param overheardBelow ... a read weaker than this, dBm, may be overheard
 * @param provenWithin a loud read by the same reader within this proves it; so does this time if no other reader heard
 *     it better; as long as reads may be out of order
 * @param overheardWithin a tag that another reader hears better within this time was there and not here
 * @param overheardStay so was one that another reader heard better within this time before and within it after
 * @param pursuitQuiet R1: how long without a read until a pursuit is over
 * @param guardMeters R2: a read this far from its home reader is a move
 * @param guardReads R2: reads within {@code guard-within} that are a move, wherever the home is
 * @param guardWithin R2: see {@code guard-reads}; also how near in time two readers' strengths are compared
 * @param guardStrongerDecibels R2: a neighbour that hears it this much stronger than its home reader is a move
 * @param guardQuiet R2: how long without a read elsewhere until the move is over
 * @param cloneSpeedKmh R6: no vehicle is faster
 * @param cloneMeters R6: two readers this far apart ...
 * @param cloneWithin R6: ... within this time cannot both be right
 * @param cloneHearingMeters R6: how much nearer two readers' tags may be than the readers, since each hears from afar
 * @param cloneQuiet R6: how long without an impossible pair until it is over
 * @param ridePause a vehicle that no reader saw for this long is on another ride
 * @param wrongWayPairs R7: pairs of readers against a one-way street that raise it ...
 * @param wrongWayReads R7: ... or one pair of which each read the tag this often
 * @param wrongWaySlowestKmh R7: slower it was pushed, or went another way
 * @param wrongWayFastestKmh R7: faster it was not that way
 * @param wrongWayHurry R7: in this share of the time that the lawful way takes nobody is through
 * @param wrongWayQuiet R7: how long without a further pair until it is over
 * @param deafShare R11: the share of its usual sightings below which a reader is deaf
 * @param deafFor R11: for how long
 * @param deafLearning R11: how many such spans a reader must have been heard before its usual is known
 * @param deafChance R11: how likely so few sightings may be, at most, of a reader that hears well
 */
public record VehicleParameters(
        Duration readsKept,
        int readsRemembered,
        int trackPoints,
        Duration sameReadWithin,
        double closeRangeDecibels,
        int closeRangeReads,
        double overheardBelow,
        Duration provenWithin,
        Duration overheardWithin,
        Duration overheardStay,
        Duration pursuitQuiet,
        double guardMeters,
        int guardReads,
        Duration guardWithin,
        double guardStrongerDecibels,
        Duration guardQuiet,
        double cloneSpeedKmh,
        double cloneMeters,
        Duration cloneWithin,
        double cloneHearingMeters,
        Duration cloneQuiet,
        Duration ridePause,
        int wrongWayPairs,
        int wrongWayReads,
        double wrongWaySlowestKmh,
        double wrongWayFastestKmh,
        double wrongWayHurry,
        Duration wrongWayQuiet,
        double deafShare,
        Duration deafFor,
        int deafLearning,
        double deafChance)
        implements Serializable {
    public static final VehicleParameters DEFAULTS = new VehicleParameters(
            Duration.ofHours(24),
            10,
            20,
            Duration.ofSeconds(2),
            24,
            200,
            -72,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofHours(24),
            150,
            2,
            Duration.ofSeconds(30),
            6,
            Duration.ofMinutes(10),
            150,
            1_000,
            Duration.ofSeconds(10),
            150,
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            2,
            3,
            5,
            90,
            0.5,
            Duration.ofMinutes(10),
            0.3,
            Duration.ofMinutes(15),
            4,
            1e-6);

    /** @throws IllegalArgumentException naming the parameter that is out of bounds */
    public VehicleParameters {
        Expect.positive("reads-kept", readsKept);
        Expect.count("reads-remembered", readsRemembered);
        Expect.count("track-points", trackPoints);
        Expect.positive("same-read-within", sameReadWithin);
        Expect.positive("close-range-decibels", closeRangeDecibels);
        Expect.count("close-range-reads", closeRangeReads);
        Expect.between("overheard-below", overheardBelow, -200, 0);
        Expect.positive("proven-within", provenWithin);
        Expect.positive("overheard-within", overheardWithin);
        Expect.positive("overheard-stay", overheardStay);
        Expect.positive("pursuit-quiet", pursuitQuiet);
        Expect.positive("guard-meters", guardMeters);
        Expect.count("guard-reads", guardReads);
        Expect.positive("guard-within", guardWithin);
        Expect.positive("guard-stronger-decibels", guardStrongerDecibels);
        Expect.positive("guard-quiet", guardQuiet);
        Expect.positive("clone-speed-kmh", cloneSpeedKmh);
        Expect.positive("clone-meters", cloneMeters);
        Expect.positive("clone-within", cloneWithin);
        Expect.between("clone-hearing-meters", cloneHearingMeters, 0, cloneMeters);
        Expect.positive("clone-quiet", cloneQuiet);
        Expect.positive("ride-pause", ridePause);
        Expect.count("wrong-way-pairs", wrongWayPairs);
        Expect.count("wrong-way-reads", wrongWayReads);
        Expect.between("wrong-way-slowest-kmh", wrongWaySlowestKmh, 0, wrongWayFastestKmh);
        Expect.positive("wrong-way-fastest-kmh", wrongWayFastestKmh);
        Expect.between("wrong-way-hurry", wrongWayHurry, 0.1, 1);
        Expect.positive("wrong-way-quiet", wrongWayQuiet);
        Expect.between("deaf-share", deafShare, 0, 1);
        Expect.positive("deaf-for", deafFor);
        Expect.count("deaf-learning", deafLearning);
        Expect.between("deaf-chance", deafChance, 1e-12, 0.1);
    }
}
