package io.citywatch.streaming.rules.health;

import io.citywatch.streaming.rules.Expect;
import java.io.Serializable;
import java.time.Duration;

/**
 * The numbers of the rules of every device.
 *
 * @param missedIntervals D1, E7, R11: how many of its own intervals a device must be silent to be offline
 * @param readerInterval R11: the interval of a reader that names none; of other kinds only a named one is judged
 * @param pulseGap a gateway without a pulse for longer than this was away
 * @param pulseRecovery how long after its next pulse its devices may still be on their way back
 * @param gatewayGoneAfter D5: how long without a pulse until a gateway is gone
 * @param lowBattery D2: percent, below which a battery is low
 * @param goodBattery D2: percent, from which it is good again
 * @param unreadableQuiet D3: how long without a further unreadable alarm until it is over
 * @param outageCellMeters D4: the side of the cells that are clustered; a cell's neighbours belong to its area
 * @param outageDevices D4: so many devices of one area ...
 * @param outageWindow D4: ... within this time are an outage
 * @param outageUpdateEvery D4: how often a growing outage is told of at most
 * @param outageOverBelow D4: the outage is over when fewer than this are still out
 */
public record HealthParameters(
        int missedIntervals,
        Duration readerInterval,
        Duration pulseGap,
        Duration pulseRecovery,
        Duration gatewayGoneAfter,
        double lowBattery,
        double goodBattery,
        Duration unreadableQuiet,
        double outageCellMeters,
        int outageDevices,
        Duration outageWindow,
        Duration outageUpdateEvery,
        int outageOverBelow)
        implements Serializable {
    public static final HealthParameters DEFAULTS = new HealthParameters(
            3,
            Duration.ofMinutes(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(130),
            Duration.ofMinutes(15),
            20,
            25,
            Duration.ofMinutes(10),
            500,
            10,
            Duration.ofMinutes(10),
            Duration.ofSeconds(5),
            3);

    /** @throws IllegalArgumentException naming the parameter that is out of bounds */
    public HealthParameters {
        Expect.count("missed-intervals", missedIntervals);
        Expect.positive("reader-interval", readerInterval);
        Expect.positive("pulse-gap", pulseGap);
        Expect.positive("pulse-recovery", pulseRecovery);
        Expect.positive("gateway-gone-after", gatewayGoneAfter);
        Expect.between("low-battery", lowBattery, 0, 100);
        Expect.between("good-battery", goodBattery, lowBattery, 100);
        Expect.positive("unreadable-quiet", unreadableQuiet);
        Expect.positive("outage-cell-meters", outageCellMeters);
        Expect.count("outage-devices", outageDevices);
        Expect.positive("outage-window", outageWindow);
        Expect.positive("outage-update-every", outageUpdateEvery);
        Expect.count("outage-over-below", outageOverBelow);
    }
}
