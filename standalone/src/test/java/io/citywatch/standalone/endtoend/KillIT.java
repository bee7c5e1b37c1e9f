package io.citywatch.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * kill -9 of the whole process at random moments of a running demo, and a new start on the same data, while people
 * press and a stolen motorcycle drives. Twice, or twenty times with {@code ./citywatch test --long}.
 */
final class KillIT {
    private static final boolean LONG = Boolean.getBoolean("citywatch.long");
    private static final int KILLS = LONG ? 20 : 2;
    private static final long SEED = Long.getLong("citywatch.kill-seed", 7);
    private static final int TERMINALS = 12 * (KILLS + 1);
    private static final long PRESS_EVERY_MILLIS = 900;
    private static final long READ_EVERY_MILLIS = 2_500;
    private static final Duration CATCH_UP = Duration.ofSeconds(90);
    private static final String READER = "kill-reader";
    private static final String OTHER_READER = "kill-reader-next";
    private static final String FORGETFUL = "kill-forgetful";
    private static final long NUMBER_EVERY_MILLIS = 250;
    private static final String PLATE = "粤D-K0001";
    private static final String TAG = "E2801160600002054F3B9A01";

    /** Kept after a failure, since its log tells what happened. */
    private final Path folder = Path.of("target", "kill").toAbsolutePath();

    private final Random random = new Random(SEED);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> closed = ConcurrentHashMap.newKeySet();
    private int reads;
    private ForgetfulDevice forgetful;

    private DemoProcess demo;
    private Api admin;

    @AfterEach
    void leaveNothingBehind() {
        ended.countDown();
        clients.shutdownNow();
        if (demo != null) {
            demo.close();
        }
    }

    @Test
    void nothingThatWasAcknowledgedIsLostOrShownTwice() throws Exception {
        Folders.wipe(folder);
        demo = new DemoProcess(folder, freePorts());
        admin = new Api(
                demo.consoleUrl(), demo.awaitAccess().at("/tokens/admin").asText());
        register();
        clients.execute(this::press);
        clients.execute(this::drive);
        clients.execute(this::number);
        awaitSome("presses", 3);

        int duringStart = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            boolean early = kill % 3 == 2;
            if (early) {
                duringStart++;
                pause(random.nextInt(500, 6_000)); // while it starts again after the kill before
            } else {
                demo.awaitAccess();
                pause(random.nextInt(1_000, 8_000));
                closeOneOfOurs();
            }
            demo.kill(kill % 2 == 0);
            demo.startAgain();
        }
        demo.awaitAccess();
        int atTheLastStart = acknowledged.size();
        awaitSome("presses after the last start", atTheLastStart + 3);
        ended.countDown();
        clients.shutdown();
        assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

        everyAcknowledgedPressHasOneIncident();
        closedIncidentsStayClosed();
        theStolenListStillHunts();
        openIncidentsAreTended();
        theForgetfulOneMissesTheSevenAlone();
        assertThat(demo.stop()).as(demo.said()).isIn(0, 143);
        System.out.printf(
                "KillIT, seed %d: %d kills (%d during a start, %d with PostgreSQL), %d presses acknowledged,"
                        + " %d incidents, 0 lost, 0 shown twice, %d closed and not one opened again, %d reads of the"
                        + " stolen vehicle, %d numbered messages of which the 7 never sent are missing%n",
                SEED,
                KILLS,
                duringStart,
                KILLS / 2,
                acknowledged.size(),
                acknowledged.size(),
                closed.size(),
                reads,
                forgetful.next());
    }

    private void register() {
        for (int i = 0; i < TERMINALS; i++) {
            double lat = 23.35 + 0.0004 * i;
            String terminal = "kill-terminal-" + i;
            created("/elders", Map.of("id", "kill-elder-" + i, "name", "陈" + i, "lat", lat, "lon", 116.70));
            tokens.put(
                    terminal,
                    created(
                            "/devices",
                            Map.of(
                                    "id",
                                    terminal,
                                    "kind",
                                    "call-terminal",
                                    "lat",
                                    lat,
                                    "lon",
                                    116.70,
                                    "elder",
                                    "kill-elder-" + i)));
        }
        tokens.put(
                READER, created("/devices", Map.of("id", READER, "kind", "tag-reader", "lat", 23.36, "lon", 116.71)));
        tokens.put(
                OTHER_READER,
                created("/devices", Map.of("id", OTHER_READER, "kind", "tag-reader", "lat", 23.3605, "lon", 116.71)));
        forgetful = new ForgetfulDevice(
                FORGETFUL,
                created("/devices", Map.of("id", FORGETFUL, "kind", "call-terminal", "lat", 23.36, "lon", 116.71)),
                demo.mqttPort());
        created("/vehicles", Map.of("plate", PLATE, "tag", TAG));
        created(vehicle() + "/theft-report", Map.of("caseNumber", "A-1", "reportedBy", "110"));
    }

    private static String vehicle() {
        return "/vehicles/" + URLEncoder.encode(PLATE, StandardCharsets.UTF_8);
    }

    private String created(String path, Map<String, ?> body) {
        Api.Answer answer = admin.post(path, body);
        assertThat(answer.status()).as(path + ": " + answer).isEqualTo(201);
        return answer.text("token");
    }

    /** Each terminal presses once, and goes on until the press is acknowledged. */
    private void press() {
        for (int i = 0; i < TERMINALS && ended.getCount() > 0; i++) {
            String terminal = "kill-terminal-" + i;
            PressingTerminal device = new PressingTerminal(terminal, tokens.get(terminal), demo.mqttPort(), ended);
            String sos = "{\"ts\":" + System.currentTimeMillis()
                    + ",\"boot\":\"b1\",\"seq\":0,\"event\":\"sos\",\"source\":\"pendant\"}";
            if (device.publish("devices/" + terminal + "/events/call", sos)) {
                acknowledged.add(terminal);
            }
            pause(PRESS_EVERY_MILLIS);
        }
    }

    private void number() {
        while (ended.getCount() > 0) {
            forgetful.publish();
            pause(NUMBER_EVERY_MILLIS);
        }
    }

    private void theForgetfulOneMissesTheSevenAlone() {
        forgetful.publishUpTo(ForgetfulDevice.LAST_FORGOTTEN + 10);
        forgetful.missesTheSevenAlone(admin, CATCH_UP);
        forgetful.close();
    }

    private void drive() {
        while (ended.getCount() > 0) {
            read();
            pause(READ_EVERY_MILLIS);
        }
    }

    private void read() {
        PressingTerminal reader = new PressingTerminal(READER, tokens.get(READER), demo.mqttPort(), ended);
        long now = System.currentTimeMillis();
        String sighting =
                "{\"ts\":" + now + ",\"sightings\":[{\"tag\":\"" + TAG + "\",\"ts\":" + now + ",\"rssi\":-55}]}";
        if (reader.publish("devices/" + READER + "/telemetry/tag-sightings", sighting)) {
            reads++;
        }
    }

    /** Closes the oldest of the open incidents; what the answer confirms must hold. */
    private void closeOneOfOurs() {
        for (String terminal : acknowledged) {
            if (closed.contains(terminal)) {
                continue;
            }
            JsonNode item = admin.get("/incidents?device=" + terminal).at("/items/0");
            String path = "/incidents/" + item.path("id").asText() + "/close";
            if (item.path("state").asText().equals("CLOSED")
                    || admin.post(path, Map.of("outcome", "helped", "reason", "test"))
                                    .status()
                            == 200) {
                closed.add(terminal);
                return;
            }
        }
    }

    private void everyAcknowledgedPressHasOneIncident() {
        assertThat(acknowledged).hasSizeGreaterThan(2 * KILLS);
        for (String terminal : acknowledged) {
            JsonNode found = admin.await(
                    "/incidents?device=" + terminal,
                    CATCH_UP,
                    body -> !body.path("items").isEmpty());
            assertThat(found.path("items")).as(terminal).hasSize(1);
        }
    }

    private void closedIncidentsStayClosed() {
        assertThat(closed).isNotEmpty();
        for (String terminal : closed) {
            JsonNode item = admin.get("/incidents?device=" + terminal).at("/items/0");
            assertThat(item.path("state").asText()).as(terminal).isEqualTo("CLOSED");
            assertThat(admin.get("/incidents/" + item.path("id").asText())
                            .path("timeline")
                            .toString())
                    .as("the story of " + terminal)
                    .doesNotContainIgnoringCase("reopened");
        }
    }

    /**
     * A read at another reader after the last start feeds the one theft incident, which the reads before it opened, or
     * brings it back if the city's operator has closed it meanwhile.
     */
    private void theStolenListStillHunts() {
        CountDownLatch read = new CountDownLatch(1);
        PressingTerminal reader = new PressingTerminal(OTHER_READER, tokens.get(OTHER_READER), demo.mqttPort(), read);
        long now = System.currentTimeMillis();
        assertThat(reader.publish(
                        "devices/" + OTHER_READER + "/telemetry/tag-sightings",
                        "{\"ts\":" + now + ",\"sightings\":[{\"tag\":\"" + TAG + "\",\"ts\":" + now
                                + ",\"rssi\":-51}]}"))
                .isTrue();
        admin.await(
                "/incidents?state=open&device=" + OTHER_READER,
                CATCH_UP,
                body -> body.path("items").size() == 1);
        assertThat(admin.get("/incidents?state=open&device=" + READER).path("items"))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(admin.get(vehicle()).path("theftReport").path("caseNumber").asText())
                .isEqualTo("A-1");
    }

    /** Nobody is forgotten: each open incident of ours has an offer out, somebody on the way, or a timer to look again. */
    private void openIncidentsAreTended() throws Exception {
        try (Records records = new Records(demo.folder(), demo.recordsPort())) {
            for (String terminal : acknowledged) {
                JsonNode item = admin.get("/incidents?device=" + terminal).at("/items/0");
                if (!item.path("state").asText().equals("CLOSED")) {
                    String id = item.path("id").asText();
                    assertThat(records.timersOf(id) + records.peopleOn(id))
                            .as("who or what looks after " + item)
                            .isPositive();
                }
            }
        }
    }

    private void awaitSome(String what, int count) {
        int unused = Await.until(what, Duration.ofSeconds(60), acknowledged::size, size -> size >= count);
    }

    private void pause(long millis) {
        try {
            boolean unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first of six free ports in a row, below those that the system hands out. */
    private static int freePorts() {
        Random random = new Random();
        while (true) {
            int base = random.nextInt(20_000, 30_000);
            boolean free = true;
            for (int port = base; port < base + 6 && free; port++) {
                try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                    free = socket.isBound();
                } catch (IOException e) {
                    free = false;
                }
            }
            if (free) {
                return base;
            }
        }
    }
}
