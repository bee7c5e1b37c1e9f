package io.citywatch.streaming.rules;

import java.io.Serializable;
import java.time.Duration;

/**
 * The numbers of the fused fire (S6). Weights are natural log odds; the catalogue's, until they are fitted.
 *
 * @param prior what a place is worth at which nothing was said
 * @param smoke a detector's own alarm (S1)
 * @param secondDetector another detector of the same premises (S5)
 * @param hotSpot heat seen from above (T1, T2)
 * @param heat heat at a detector (S3)
 * @param mainsLost a base without mains
 * @param press a press of an SOS button (E1)
 * @param nuisance a detector that cried wolf of late (S9)
 * @param dispatch from here on people are sent
 * @param confirmed from here on it counts as confirmed
 * @param nearMeters how far apart two pieces of evidence may be
 * @param within how far apart in time
 * @param nuisanceKept how long a nuisance speaks against its detector
 * @param quiet how long without evidence until it is over
 */
public record FusionParameters(
        double prior,
        double smoke,
        double secondDetector,
        double hotSpot,
        double heat,
        double mainsLost,
        double press,
        double nuisance,
        double dispatch,
        double confirmed,
        double nearMeters,
        Duration within,
        Duration nuisanceKept,
        Duration quiet)
        implements Serializable {
    public static final FusionParameters DEFAULTS = new FusionParameters(
            -3.0,
            2.0,
            3.0,
            2.5,
            1.5,
            0.5,
            1.0,
            -1.0,
            0.5,
            2.0,
            150,
            Duration.ofMinutes(2),
            Duration.ofDays(7),
            Duration.ofMinutes(10));

    private static final double MOST = 20;

    /** @throws IllegalArgumentException naming the parameter that is out of bounds */
    public FusionParameters {
        Expect.between("prior", prior, -MOST, 0);
        Expect.between("smoke", smoke, 0, MOST);
        Expect.between("second-detector", secondDetector, 0, MOST);
        Expect.between("hot-spot", hotSpot, 0, MOST);
        Expect.between("heat", heat, 0, MOST);
        Expect.between("mains-lost", mainsLost, 0, MOST);
        Expect.between("press", press, 0, MOST);
        Expect.between("nuisance", nuisance, -MOST, 0);
        Expect.between("dispatch", dispatch, -MOST, MOST);
        Expect.between("confirmed", confirmed, dispatch, MOST);
        Expect.between("near-meters", nearMeters, 1, 2_000);
        Expect.positive("within", within);
        Expect.positive("nuisance-kept", nuisanceKept);
        Expect.positive("quiet", quiet);
    }
}
