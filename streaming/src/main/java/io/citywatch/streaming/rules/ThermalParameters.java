package io.citywatch.streaming.rules;

import java.io.Serializable;
import java.time.Duration;

/**
 * The numbers of the rules about heat seen from above.
 *
 * @param hotCelsius T1: from which temperature a pixel is hot, whatever surrounds it
 * @param contrastKelvin T2: so much above the median of its surroundings a pixel is hot at least ...
 * @param contrastSpreads T2: ... and so many spreads (1.48 MAD) of them
 * @param surroundingsPixels T2: how far a pixel's surroundings reach to each side
 * @param crowdedShare T2: from which share of frame-wide hot pixels on they are left out of the surroundings
 * @param surelyHotCelsius T2: from which temperature on a frame-wide hot pixel is always left out of them
 * @param warmCelsius T2: below this nothing counts as frame-wide hot: people and animals fill a frame too
 * @param fireCelsius T2: no fire is cooler, whatever surrounds it: ground, people and engines under the sun are
 * @param groundDegrees T2: so far below the horizon a spot must lie; flatter, nobody knows if it is ground
 * @param clusterPixels T1, T2: so many connected pixels make a spot
 * @param fallShare T1, T2: a spot that was raised stands down to this share of the level
 * @param confirmFrames T1, T2: a spot is raised when it was seen in so many ...
 * @param confirmOfFrames T1, T2: ... of so many frames of a camera
 * @param clearAfter T1, T2: how long without until it is over
 * @param clearFrames T1, T2: and how many usual intervals of a camera that sends frames more rarely
 * @param updateEvery T1, T2: changes are said again no sooner than this
 * @param updateKelvin T1, T2: a change of the maximum that is worth saying
 * @param updateAreaShare T1, T2: a change of the area that is worth saying
 * @param updateMeters T1, T2: a change of the place that is worth saying
 * @param cellMeters T1, T2: the side of the cell of ground that cameras share an episode by
 * @param sameSpotMeters T1, T2: how far from its first place a spot is still the same one, between frames and within
 * @param sameSpotDegrees T1, T2: the same for a spot of which only the bearing is known
 * @param mostRangeMeters beyond this a place is not told, only its bearing
 * @param pointingErrorDegrees assumed of a camera's pose
 * @param altitudeErrorShare assumed of a camera's altitude
 * @param positionErrorMeters assumed of a camera's own place
 * @param clockSetBackAfter a camera whose frames were older than its last for so long has set its clock back
 * @param tracksKept how long a camera that falls silent keeps what it followed
 */
public record ThermalParameters(
        double hotCelsius,
        double contrastKelvin,
        double contrastSpreads,
        int surroundingsPixels,
        double crowdedShare,
        double surelyHotCelsius,
        double warmCelsius,
        double fireCelsius,
        double groundDegrees,
        int clusterPixels,
        double fallShare,
        int confirmFrames,
        int confirmOfFrames,
        Duration clearAfter,
        double clearFrames,
        Duration updateEvery,
        double updateKelvin,
        double updateAreaShare,
        double updateMeters,
        double cellMeters,
        double sameSpotMeters,
        double sameSpotDegrees,
        double mostRangeMeters,
        double pointingErrorDegrees,
        double altitudeErrorShare,
        double positionErrorMeters,
        Duration clockSetBackAfter,
        Duration tracksKept)
        implements Serializable {
    public static final ThermalParameters DEFAULTS = new ThermalParameters(
            150,
            15,
            6,
            10,
            0.5,
            100,
            40,
            60,
            3,
            4,
            0.8,
            3,
            5,
            Duration.ofSeconds(30),
            2.5,
            Duration.ofSeconds(5),
            20,
            0.25,
            25,
            100,
            150,
            10,
            3_000,
            1,
            0.05,
            3,
            Duration.ofSeconds(60),
            Duration.ofMinutes(5));

    private static final int MOST_FRAMES = 30;

    /** @throws IllegalArgumentException naming the parameter that is out of bounds */
    public ThermalParameters {
        Expect.between("hot-celsius", hotCelsius, 1, 2_000);
        Expect.positive("contrast-kelvin", contrastKelvin);
        Expect.positive("contrast-spreads", contrastSpreads);
        Expect.between("surroundings-pixels", surroundingsPixels, 3, 100);
        Expect.between("crowded-share", crowdedShare, 0, 1);
        Expect.between("surely-hot-celsius", surelyHotCelsius, 0, 2_000);
        Expect.between("warm-celsius", warmCelsius, -100, 2_000);
        Expect.between("fire-celsius", fireCelsius, -100, 2_000);
        Expect.between("ground-degrees", groundDegrees, 0, 90);
        Expect.count("cluster-pixels", clusterPixels);
        Expect.between("fall-share", fallShare, 0, 1);
        Expect.between("confirm-of-frames", confirmOfFrames, 1, MOST_FRAMES);
        Expect.between("confirm-frames", confirmFrames, 1, confirmOfFrames);
        Expect.positive("clear-after", clearAfter);
        Expect.positive("clear-frames", clearFrames);
        Expect.positive("update-every", updateEvery);
        Expect.positive("update-kelvin", updateKelvin);
        Expect.positive("update-area-share", updateAreaShare);
        Expect.positive("update-meters", updateMeters);
        Expect.between("cell-meters", cellMeters, 10, 10_000);
        Expect.positive("same-spot-meters", sameSpotMeters);
        Expect.between("same-spot-degrees", sameSpotDegrees, 0.1, 180);
        Expect.positive("most-range-meters", mostRangeMeters);
        Expect.between("pointing-error-degrees", pointingErrorDegrees, 0, 45);
        Expect.between("altitude-error-share", altitudeErrorShare, 0, 1);
        Expect.between("position-error-meters", positionErrorMeters, 0, 1_000);
        Expect.positive("clock-set-back-after", clockSetBackAfter);
        Expect.positive("tracks-kept", tracksKept);
    }
}
