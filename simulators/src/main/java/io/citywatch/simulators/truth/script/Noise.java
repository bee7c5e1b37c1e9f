package io.citywatch.simulators.truth.script;

import java.util.random.RandomGenerator;

/**
 * What goes wrong between the world and the log: of a tag's reads 15 % are missed, 5 % doubled, and 3 % overheard by
 * another reader; of messages 5 % are up to 30 s on their way and thus out of order, and 5 % arrive twice.
 *
 * @param factor how many times as much of it all
 */
public record Noise(double factor) {
    private static final double STRAY = 0.03;
    private static final double DOUBLED = 0.05;
    private static final double SLOW = 0.05;
    private static final int USUAL_MILLIS = 400;
    private static final int SLOWEST_MILLIS = 30_000;

    /** @throws IllegalArgumentException if reads could be missed altogether */
    public Noise {
        if (!(factor >= 0 && factor <= 5)) {
            throw new IllegalArgumentException("noise: " + factor + " (expected: 0 to 5)");
        }
    }

    boolean isStray(RandomGenerator random) {
        return random.nextDouble() < STRAY * factor;
    }

    boolean isDoubled(RandomGenerator random) {
        return random.nextDouble() < DOUBLED * factor;
    }

    /** How long a message of the bulk lane is on its way. */
    long delay(RandomGenerator random) {
        long usual = 20L + random.nextInt(USUAL_MILLIS);
        return random.nextDouble() < SLOW * factor ? usual + random.nextInt(SLOWEST_MILLIS - USUAL_MILLIS) : usual;
    }

    /** How long an alarm is on its way: nothing keeps it back. */
    long alarmDelay(RandomGenerator random) {
        return 20L + random.nextInt(USUAL_MILLIS);
    }
}
