package io.citywatch.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.standalone.endtoend.Await;
import io.citywatch.standalone.endtoend.JavaProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients that are gone without a word, their connections half open: a process with all of them is frozen. Some come
 * back from elsewhere before anybody has noticed; of the others the gateway notices by their keep alive, says what
 * they wanted said, and forgets them.
 */
@Timeout(300)
final class HalfOpenIT {
    private static final int CLIENTS = Boolean.getBoolean("citywatch.long") ? 1_000 : 100;
    private static final int RETURNING = CLIENTS / 5;
    private static final int KEEP_ALIVE_SECONDS = 4;
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String TIMED_OUT = "reason=\"KEEP_ALIVE_TIMEOUT\"";

    @Test
    void whoIsGoneWithoutAWordIsNoticedAndWhoReturnsBeforeIsLetIn() throws Exception {
        try (Site site = Site.start("half-open", Duration.ofSeconds(30))) {
            site.log.register(Fleet.ids("gone", CLIENTS));
            long filesBefore = openFiles(site.gateway.pid());
            try (JavaProgram gone = JavaProgram.start(
                            "gone",
                            site.folder,
                            Map.of(),
                            List.of(
                                    GoneClients.class.getName(),
                                    Integer.toString(site.gateway.mqttPort()),
                                    Integer.toString(CLIENTS),
                                    Integer.toString(KEEP_ALIVE_SECONDS)));
                    Returned returned = new Returned()) {
                long unused = awaitConnections(site, CLIENTS);
                Signal.STOP.sendTo(gone.pid());

                for (String id : Fleet.ids("gone", RETURNING).toList()) {
                    returned.visit(site.gateway.tcp(), id);
                }
                assertThat(returned.resumed()).as("sessions taken over").isEqualTo(RETURNING);
                long left = awaitConnections(site, RETURNING);
                long timedOut = site.gateway.metric("citywatch_gateway_departures_total", TIMED_OUT);
                long files = Await.until(
                        "open files", SOON, () -> openFiles(site.gateway.pid()), now -> now <= filesBefore + RETURNING);
                // The will of each connection that ended, whether by a return or by silence.
                KeptLog.Contents log =
                        Await.until("wills", SOON, site.log::read, contents -> contents.records() >= CLIENTS);
                System.out.printf(
                        "HalfOpenIT: %d half open, %d returned before, %d noticed by keep alive, %d wills in the log,"
                                + " %d connections and %d more open files left%n",
                        CLIENTS, RETURNING, timedOut, log.records(), left, files - filesBefore);
                assertThat(timedOut).isEqualTo(CLIENTS - RETURNING);
                assertThat(log.records()).as("wills").isEqualTo(CLIENTS);
                assertThat(log.devices().values())
                        .as("a will is a message, but not the number that it carries")
                        .allMatch(device -> device.ledger().published() == 1
                                && device.ledger().missing() == 0);
                returned.stillServed();
            }
        }
    }

    private static long awaitConnections(Site site, long count) {
        return Await.until(
                "connections",
                SOON,
                () -> site.gateway.metric("citywatch_gateway_connections", ""),
                now -> now == count);
    }

    private static long openFiles(long pid) {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that came back, on connections of their own. */
    private static final class Returned implements AutoCloseable {
        private final List<Wire> wires = new ArrayList<>();
        private int resumed;

        void visit(Transport transport, String id) throws IOException {
            Wire wire = transport.connect();
            wires.add(wire);
            wire.send(Packets.connect(id, NumberingDevice.tokenOf(id), 60));
            Packets.Packet answer = Packets.read(wire.in());
            assertThat(answer.first()).isEqualTo(Packets.CONNACK);
            assertThat(answer.body()[1]).as("CONNACK").isZero();
            resumed += answer.body()[0] & 1;
        }

        int resumed() {
            return resumed;
        }

        void stillServed() throws IOException {
            for (Wire wire : wires) {
                wire.send(Packets.ping());
                assertThat(Packets.read(wire.in()).first()).isEqualTo(Packets.PINGRESP);
            }
        }

        @Override
        public void close() throws IOException {
            for (Wire wire : wires) {
                wire.close();
            }
        }
    }
}
