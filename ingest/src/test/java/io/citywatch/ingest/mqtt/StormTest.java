package io.citywatch.ingest.mqtt;

import static io.citywatch.ingest.mqtt.SocketGateway.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.limit.LimitConfig;
import io.citywatch.ingest.log.FakeTelemetryLog;
import io.citywatch.ingest.session.Departure;
import io.citywatch.ingest.tls.TestAuthority;
import io.citywatch.ingest.tls.TestAuthority.Holder;
import io.citywatch.ingest.tls.TlsConfig;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.PendingMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many at once, from one address: clients that all come back, clients that never finish, clients that flood, clients
 * that never read. With {@code -Dcitywatch.long=true} as many as the issue asks for, else fewer.
 */
@Timeout(180)
class StormTest {
    private static final boolean LONG = Boolean.getBoolean("citywatch.long");
    private static final int RETURNING = LONG ? 5_000 : 1_500;
    private static final int SLOW = LONG ? 1_000 : 300;
    private static final int STALLED = 100;
    private static final int STALLED_BYTES = 1_000_000;
    private static final int FLOOD = LONG ? 500_000 : 50_000;
    private static final int SILENT = LONG ? 1_000 : 100;
    private static final int OFFERS = 40;
    private static final long MOST_HEAP_GROWTH = 200L << 20;
    private static final String VITALS = "{\"ts\":1764000000000,\"heartRate\":70}";

    private final ExecutorService callers = Executors.newFixedThreadPool(64);
    private final List<WireClient> open = new ArrayList<>();

    @TempDir
    Path folder;

    private SocketGateway gateway;

    @BeforeEach
    void start() {
        LimitConfig limits = new LimitConfig(0, 2_000, 1_000, 10_000, SLOW + RETURNING, 0, 50);
        gateway = new SocketGateway(TlsConfig.NONE, limits);
        gateway.register(
                IntStream.rangeClosed(1, RETURNING).mapToObj(i -> "t-" + i).toArray(String[]::new));
    }

    @AfterEach
    void stop() throws IOException {
        callers.shutdownNow();
        for (WireClient client : open) {
            client.close();
        }
        gateway.close();
    }

    @Test
    void letsEveryoneInWhoComesBackAtOnceBesideOnesThatNeverFinish() throws Exception {
        long before = usedHeap();
        for (int i = 0; i < SLOW; i++) {
            WireClient slow = connected();
            slow.send(new byte[] {0x10, 0x40, 0x00}); // a CONNECT that will not end
        }
        await("all slow ones are at the door", () -> gateway.count("citywatch.gateway.connections.half.open") >= SLOW);

        List<Future<Integer>> answers = new ArrayList<>();
        long from = System.nanoTime();
        for (int i = 1; i <= RETURNING; i++) {
            String id = "t-" + i;
            answers.add(callers.submit((Callable<Integer>) () -> connected().login(id, id, "token-" + id)));
        }
        int in = 0;
        for (Future<Integer> answer : answers) {
            in += answer.get() == 0 ? 1 : 0;
        }
        long millis = (System.nanoTime() - from) / 1_000_000;
        long growth = usedHeap() - before;
        System.out.printf(
                "storm: %d of %d let in within %d ms beside %d slow ones; heap +%d KB%n",
                in, RETURNING, millis, SLOW, growth >> 10);

        assertThat(in).isEqualTo(RETURNING);
        assertThat(gateway.metrics.connections()).isEqualTo(RETURNING);
        assertThat(growth).isLessThan(MOST_HEAP_GROWTH);
    }

    @Test
    void theLatestComersGetInWhereTheDoorIsFullOfSlowOnes() throws Exception {
        gateway.close();
        gateway = new SocketGateway(TlsConfig.NONE, new LimitConfig(0, 2_000, 1_000, 50, 50, 0, 50));
        gateway.register("t-1");
        for (int i = 0; i < 200; i++) {
            connected();
        }

        assertThat(connected().login("t-1", "t-1", "token-t-1")).isZero();

        await("the oldest are gone", () -> gateway.count("citywatch.gateway.departures") >= 149);
        assertThat(gateway.count("citywatch.gateway.connections.half.open")).isLessThanOrEqualTo(50);
    }

    @Test
    void whoFindsNoRoomIsToldSoAndComesInWhenThereIs() throws Exception {
        gateway.close();
        gateway = new SocketGateway(TlsConfig.NONE, new LimitConfig(2, 2_000, 1_000, 50, 50, 0, 50));
        gateway.register("t-1", "t-2", "t-3");
        WireClient first = connected();
        assertThat(first.login("t-1", "t-1", "token-t-1")).isZero();
        assertThat(connected().login("t-2", "t-2", "token-t-2")).isZero();

        assertThat(connected().login("t-3", "t-3", "token-t-3")).isEqualTo(0x97);
        assertThat(connected().login("t-2", "t-2", "token-t-2"))
                .as("its own place")
                .isZero();
        first.close();
        await("one has left", () -> gateway.metrics.connections() == 1);

        assertThat(connected().login("t-3", "t-3", "token-t-3")).isZero();
    }

    @Test
    void aCrowdThatNeverEndsItsPacketsHoldsNoMoreMemoryThanItMay() throws Exception {
        gateway.close();
        gateway = new SocketGateway(TlsConfig.NONE, new LimitConfig(0, 2_000, 1_000, 50, 50, STALLED_BYTES, 50));
        byte[] whole = WireClient.publishPacket("devices/t-1/telemetry/vitals", "x".repeat(60_000), 1);
        byte[] beginning = Arrays.copyOf(whole, 50_000);
        for (int i = 0; i < STALLED; i++) {
            gateway.register("s-" + i);
            WireClient stalled = connected();
            assertThat(stalled.login("s-" + i, "s-" + i, "token-s-" + i)).isZero();
            stalled.send(beginning);
        }
        gateway.register("t-1");
        WireClient honest = connected();
        assertThat(honest.login("t-1", "t-1", "token-t-1")).isZero();

        honest.publish("devices/t-1/events/call", "{\"ts\":1,\"event\":\"sos\",\"source\":\"base\"}", 9);

        assertThat(honest.receive()).containsExactly(WireClient.PUBACK, 2, 0, 9);
        await("the oldest are gone", () -> gateway.metrics.connections() <= STALLED_BYTES / beginning.length + 1);
        System.out.printf(
                "packets that never end: %d, each of %d bytes so far; %d connections are left%n",
                STALLED, beginning.length, gateway.metrics.connections());
        assertThat(gateway.metrics.connections()).as("nor fewer than need be").isGreaterThan(2);
    }

    @Test
    void aFloodWithoutAcknowledgementIsShedCountedAndAudited() throws Exception {
        WireClient flooder = connected();
        assertThat(flooder.login("t-1", "t-1", "token-t-1")).isZero();
        byte[] message = WireClient.publishPacket("devices/t-1/telemetry/vitals", VITALS, 0);
        byte[] burst = new byte[message.length * 100];
        for (int i = 0; i < 100; i++) {
            System.arraycopy(message, 0, burst, i * message.length, message.length);
        }
        for (int i = 0; i < FLOOD / 100; i++) {
            flooder.send(burst);
        }
        flooder.publish("devices/t-1/events/call", "{\"ts\":1,\"event\":\"sos\",\"source\":\"base\"}", 9);

        assertThat(flooder.receive()).as("the alarm behind it").containsExactly(WireClient.PUBACK, 2, 0, 9);
        int logged = gateway.log.entries(LogTopic.TELEMETRY_BULK).stream()
                .mapToInt(entry -> FakeTelemetryLog.messages(entry).size())
                .sum();
        long shed = (long) gateway.count("citywatch.gateway.messages.shed");
        System.out.printf("flood: %d sent, %d logged, %d shed%n", FLOOD, logged, shed);
        assertThat(logged + shed).isEqualTo(FLOOD);
        assertThat(logged).isLessThan(FLOOD / 4);
        assertThat(gateway.log.audits()).anyMatch(audit -> audit.reason().equals("over its rate"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whileTheLogIsAwayNothingIsReadNorAcknowledgedAndThenEverythingIs(boolean encrypted) throws Exception {
        gateway.close();
        TestAuthority authority = new TestAuthority("city");
        Holder server = authority.server();
        TlsConfig tls = new TlsConfig(
                0,
                TestAuthority.write(folder.resolve("server.pem"), server.certificatePem()),
                TestAuthority.write(folder.resolve("server-key.pem"), server.keyPem()),
                null,
                null);
        gateway = new SocketGateway(tls, LimitConfig.DEFAULTS);
        gateway.register("t-1");
        WireClient client = encrypted
                ? WireClient.tls(gateway.server.mqttsPort().orElseThrow(), authority.clientContext("TLSv1.3"))
                : WireClient.plain(gateway.server.mqttPort());
        open.add(client);
        assertThat(client.login("t-1", "t-1", "token-t-1")).isZero();
        long before = usedHeap();
        gateway.log.leave();
        Future<Integer> writer = callers.submit(() -> {
            for (int id = 1; id <= 900; id++) {
                client.publish("devices/t-1/events/call", call(id), id);
            }
            return 900;
        });
        assertThat(writer.get()).isEqualTo(900);
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_EVENTS)).isEmpty();
        assertThat(usedHeap() - before).isLessThan(MOST_HEAP_GROWTH);

        gateway.log.comeBack();

        for (int id = 1; id <= 100; id++) {
            assertThat(client.receive()).containsExactly(WireClient.PUBACK, 2, id >> 8, id);
        }
        await(
                "the log has all",
                () -> gateway.log.entries(LogTopic.TELEMETRY_EVENTS).size() == 900);
    }

    @Test
    void whoNeverReadsAndWhoIsGoneWithoutAWordEndsByItsKeepAliveBesideTheOthers() throws Exception {
        long before = usedHeap();
        String offer = "x".repeat(PendingMessage.MOST_PAYLOAD_BYTES);
        for (int i = 1; i <= SILENT; i++) {
            String id = "r-" + i;
            String inbox = "responders/" + id + "/offers";
            gateway.registerResponder(id);
            for (int number = 1; number <= OFFERS; number++) {
                gateway.pending.take(new PendingMessage(
                        id, "o" + number, 1, false, Instant.now().plusSeconds(600), inbox, offer));
            }
            WireClient silent = connected();
            silent.socket.setReceiveBufferSize(4_096);
            silent.send(WireClient.connectPacket(id, id, "token-" + id, 2));
            silent.send(WireClient.packet(0x82, body -> {
                body.writeShort(1);
                body.writeByte(0);
                body.writeUTF(inbox);
                body.writeByte(1);
            }));
        }
        WireClient alive = connected();
        assertThat(alive.login("t-1", "t-1", "token-t-1")).isZero();
        for (int id = 1; id <= 50; id++) {
            alive.publish("devices/t-1/events/call", call(id), id);
            assertThat(alive.receiveType()).isEqualTo(WireClient.PUBACK);
        }
        long growth = usedHeap() - before;

        await("the silent ones are gone", () -> gateway.metrics.connections() == 1);

        long ended = (long) gateway.meters
                .counter("citywatch.gateway.departures", "reason", Departure.KEEP_ALIVE_TIMEOUT.name())
                .count();
        System.out.printf(
                "silent: %d subscribers with %d offers unread, %d ended by keep alive; heap +%d KB%n",
                SILENT, OFFERS, ended, growth >> 10);
        assertThat(ended).isEqualTo(SILENT);
        assertThat(growth).isLessThan(MOST_HEAP_GROWTH);
    }

    private static String call(int seq) {
        return "{\"ts\":1764000000000,\"boot\":\"b\",\"seq\":" + seq + ",\"event\":\"ok\",\"source\":\"base\"}";
    }

    private WireClient connected() throws IOException {
        WireClient client = WireClient.plain(gateway.server.mqttPort());
        synchronized (open) {
            open.add(client);
        }
        return client;
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
