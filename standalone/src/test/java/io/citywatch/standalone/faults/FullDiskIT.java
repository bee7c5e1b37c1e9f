package io.citywatch.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.standalone.endtoend.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The log's disk is full: what it refuses is not acknowledged, and once there is room everything goes on. Once, or five
 * times on every kind of disk that there is with {@code ./citywatch test --long}.
 */
@Timeout(900)
final class FullDiskIT {
    private static final boolean LONG = Boolean.getBoolean("citywatch.long");
    private static final int TIMES = LONG ? 5 : 1;
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration LOG_TIMEOUT = Duration.ofSeconds(4);
    private static final int DEVICES = 20;
    private static final int MESSAGES_PER_SECOND = 50;
    private static final int BETWEEN = 1_000;

    @Test
    void whatTheDiskCannotHoldIsNotAcknowledgedAndIsTakenOnceThereIsRoom() throws Exception {
        Path folder = Site.folder("full-disk");
        List<Disk> disks = Disk.available(folder);
        try {
            for (Disk disk : LONG ? disks : disks.subList(0, 1)) {
                fillAndMakeRoom(folder, disk);
            }
        } finally {
            disks.forEach(Disk::close);
        }
    }

    private static void fillAndMakeRoom(Path folder, Disk disk) throws Exception {
        try (Site site = Site.start(folder, disk.folder(), disk.entrance(), LOG_TIMEOUT);
                Fleet fleet = new Fleet()) {
            site.log.register(Fleet.ids("terminal", DEVICES));
            fleet.add("terminal", DEVICES, site.gateway.tcp(), MESSAGES_PER_SECOND);
            long withheld = 0;

            for (int time = 1; time <= TIMES; time++) {
                fleet.awaitAcknowledged(fleet.acknowledged() + BETWEEN);
                disk.fill(site.broker);
                boolean unused = Await.until("the broker is gone", SOON, site.broker::isAlive, alive -> !alive);
                String notReady = Await.until(
                        "/health/ready", SOON, site.gateway::ready, body -> body.contains("\"healthy\":false"));
                assertThat(notReady).contains("the log takes no messages");
                long acknowledged = fleet.acknowledged();
                withheld = Math.max(withheld, fleet.published() - acknowledged);

                disk.makeRoom();
                assertThat(fleet.acknowledged())
                        .as("acknowledged without a log")
                        .isEqualTo(acknowledged);
                site.broker.startAgain();
            }
            fleet.awaitAcknowledged(fleet.acknowledged() + BETWEEN);
            fleet.bringHome();

            String figures = fleet.reckon(site.log.read());
            System.out.printf(
                    "FullDiskIT: %s full %d times, %d withheld at most, %s%n", disk, TIMES, withheld, figures);
            assertThat(site.broker.said()).contains(disk.complaint());
            assertThat(site.gateway.said()).contains("the log takes no messages");
            assertThat(withheld).isPositive();
        }
    }
}
