package io.citywatch.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.standalone.endtoend.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The broker frozen, so that it holds its connections and answers nothing, and the broker killed and started again on
 * what it holds: each for six seconds, or for a minute with {@code ./citywatch test --long}. Devices publish through
 * TCP, TLS and WebSocket meanwhile.
 */
@Timeout(900)
final class KafkaAwayIT {
    private static final boolean LONG = Boolean.getBoolean("citywatch.long");
    private static final Duration AWAY = Duration.ofSeconds(LONG ? 60 : 6);
    /** Shorter than the time that Kafka is away, so that connections end as well. */
    private static final Duration LOG_TIMEOUT = Duration.ofSeconds(LONG ? 30 : 4);

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int DEVICES = 12;
    private static final int MESSAGES_PER_SECOND = 50;
    private static final int UNACKNOWLEDGED_PER_SECOND = 2_000;
    private static final int MOST_SECONDS_TO_SETTLE = 5;
    private static final long MOST_RESIDENT_BYTES = 900L << 20;

    @Test
    void nothingIsAcknowledgedWithoutTheLogAndEverythingGoesOnWithIt() throws Exception {
        try (Site site = Site.start("kafka-away", LOG_TIMEOUT);
                Fleet fleet = new Fleet();
                CarelessDevice careless =
                        new CarelessDevice("careless", site.gateway.tcp(), UNACKNOWLEDGED_PER_SECOND)) {
            for (String part : List.of("tcp", "tls", "ws")) {
                site.log.register(Fleet.ids(part, DEVICES));
            }
            site.log.register(Stream.of(careless.id()));
            fleet.add("tcp", DEVICES, site.gateway.tcp(), MESSAGES_PER_SECOND);
            fleet.add("tls", DEVICES, site.gateway.tls(), MESSAGES_PER_SECOND);
            fleet.add("ws", DEVICES, site.gateway.webSocket(), MESSAGES_PER_SECOND);
            fleet.awaitAcknowledged(3_000);

            long before = site.gateway.residentBytes();
            site.broker.freeze();
            Absence frozen = absence(site, fleet);
            site.broker.thaw();
            fleet.awaitAcknowledged(fleet.acknowledged() + 3_000);

            site.broker.kill();
            Absence killed = absence(site, fleet);
            site.broker.startAgain();
            fleet.awaitAcknowledged(fleet.acknowledged() + 3_000);
            fleet.bringHome();
            careless.finish();

            long shed = site.gateway.metric("citywatch_gateway_messages_shed_total", "");
            long unlogged = site.gateway.metric("citywatch_gateway_messages_unlogged_total", "");
            KeptLog.Contents log = site.log.read();
            String figures = fleet.reckon(log);
            int kept = log.of(careless.id()).copies().size();
            System.out.printf(
                    "KafkaAwayIT: frozen and killed for %d s each, by TCP, TLS and WebSocket %s; QoS 0: %d sent, %d"
                            + " logged, %d shed, %d refused by the log (of all); resident %d MB before, %d MB at most; heap"
                            + " %d MB at most%n",
                    AWAY.toSeconds(),
                    figures,
                    careless.sent(),
                    kept,
                    shed,
                    unlogged,
                    before >> 20,
                    Math.max(frozen.residentBytes(), killed.residentBytes()) >> 20,
                    Math.max(frozen.heapBytes(), killed.heapBytes()) >> 20);
            assertThat(frozen.acknowledged())
                    .as("acknowledged while it was frozen")
                    .isZero();
            assertThat(killed.acknowledged())
                    .as("acknowledged while it was dead")
                    .isZero();
            assertThat(shed).isPositive();
            assertThat(kept).isLessThanOrEqualTo((int) careless.sent());
            assertThat(Math.max(frozen.residentBytes(), killed.residentBytes())).isLessThan(MOST_RESIDENT_BYTES);
        }
    }

    /** What was seen while the log was away. */
    private record Absence(long acknowledged, long heapBytes, long residentBytes) {}

    private static Absence absence(Site site, Fleet fleet) {
        settle(fleet);
        long acknowledged = fleet.acknowledged();
        long heap = 0;
        long resident = 0;
        long end = System.nanoTime() + AWAY.toNanos();
        while (System.nanoTime() < end) {
            heap = Math.max(heap, site.gateway.heapBytes());
            resident = Math.max(resident, site.gateway.residentBytes());
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        String unused = Await.until(
                "/health/ready", SOON, site.gateway::ready, body -> body.contains("the log takes no messages"));
        assertThat(site.gateway.said()).contains("the log takes no messages");
        return new Absence(fleet.acknowledged() - acknowledged, heap, resident);
    }

    /** What the log had taken before is still acknowledged, for some seconds at most. */
    private static void settle(Fleet fleet) {
        long seen = -1;
        for (int second = 0; second < MOST_SECONDS_TO_SETTLE && seen != fleet.acknowledged(); second++) {
            seen = fleet.acknowledged();
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
    }
}
