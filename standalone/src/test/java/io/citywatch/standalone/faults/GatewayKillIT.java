package io.citywatch.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * kill -9 of a gateway at random moments under 5,000 messages a second, of both lanes and with QoS 1 and 2. Twice, or
 * twenty times with {@code ./citywatch test --long}.
 */
@Timeout(1_200)
final class GatewayKillIT {
    private static final int KILLS = Boolean.getBoolean("citywatch.long") ? 20 : 2;
    private static final long SEED = Long.getLong("citywatch.kill-seed", 11);
    private static final int DEVICES = 60;
    private static final int MESSAGES_PER_SECOND = 6_000; // cold starts take their share
    /** Acknowledged after a start until the next kill. */
    private static final int FEWEST = 2_000;

    private static final int MOST = 20_000;

    private final Random random = new Random(SEED);
    private long loadedNanos;
    private long underLoad;

    @Test
    void nothingAcknowledgedIsLostAndNothingCountsTwice() throws Exception {
        try (Site site = Site.start("gateway-kill", Duration.ofSeconds(30));
                Fleet fleet = new Fleet()) {
            site.log.register(Fleet.ids("terminal", DEVICES));
            fleet.add("terminal", DEVICES, site.gateway.tcp(), MESSAGES_PER_SECOND / DEVICES);

            for (int kill = 1; kill <= KILLS; kill++) {
                load(fleet, random.nextInt(FEWEST, MOST));
                site.gateway.kill();
                site.gateway.startAgain();
                site.gateway.awaitReady();
            }
            load(fleet, FEWEST);
            fleet.bringHome();

            String figures = fleet.reckon(site.log.read());
            System.out.printf(
                    "GatewayKillIT, seed %d: %d kills under %d messages/s, %s%n",
                    SEED, KILLS, underLoad * Duration.ofSeconds(1).toNanos() / loadedNanos, figures);
            assertThat(fleet.connections()).isGreaterThan(DEVICES);
        }
    }

    /** From the first message that is acknowledged. */
    private void load(Fleet fleet, int messages) {
        fleet.awaitAcknowledged(fleet.acknowledged() + 1);
        long from = System.nanoTime();
        long before = fleet.acknowledged();
        fleet.awaitAcknowledged(before + messages);
        loadedNanos += System.nanoTime() - from;
        underLoad += fleet.acknowledged() - before;
    }
}
