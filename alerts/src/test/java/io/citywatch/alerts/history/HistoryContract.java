package io.citywatch.alerts.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.model.Position;
import io.citywatch.model.history.Measurement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What both adapters answer to the same points, written as line protocol to a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HistoryContract {
    /** A noon, so that the days before it are whole. */
    private final Instant noon =
            Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1)).plus(Duration.ofHours(12));

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    abstract HistoryConfig config();

    /** Where points are written. */
    abstract String writeUrl();

    abstract History history();

    abstract HistoryEraser eraser();

    abstract History historyOf(HistoryConfig config);

    private static long nanos(Instant time, long below) {
        return time.toEpochMilli() * 1_000_000 + below;
    }

    private static String sighting(String tag, String reader, double rssi, Instant at, long below) {
        return "tag_sightings,tag_id=" + tag + " reader=\"" + reader + "\",rssi=" + rssi
                + ",lat=23.35,lon=116.68,antenna=1i " + nanos(at, below);
    }

    abstract void start(Path folder) throws Exception;

    @BeforeAll
    void write(@TempDir Path folder) throws Exception {
        start(folder);
        List<String> lines = new ArrayList<>(List.of(
                sighting("E2000017", "reader-2", -61.5, noon.plusSeconds(60), 7),
                sighting("E2000017", "reader-1", -70, noon, 1),
                sighting("E2000017", "reader-3", -65, noon, 2),
                sighting("E2000018", "reader-1", -60, noon, 3),
                "smoke,device=s1 obscuration=0.5,temperature=21,battery=90 " + nanos(noon, 11),
                "smoke,device=s1 obscuration=12.5,temperature=31,battery=89,alarm=t,faults=\"tamper,mute\" "
                        + nanos(noon.plusMillis(1), 12),
                "smoke,device=s1 obscuration=11,temperature=30,battery=89,alarm=f " + nanos(noon.plusMillis(2), 13),
                "smoke,device=s2 obscuration=1,temperature=20,battery=9 " + nanos(noon, 14),
                "state,device=s1 online=t,intervalSeconds=600i,firmware=\"1.2 beta\" " + nanos(noon.plusMillis(1), 12),
                "environment,device=e1 waterLevel=2.25,other=\"{\\\"noise\\\":61.5}\" " + nanos(noon, 15)));
        for (int i = 0; i < 5; i++) {
            lines.add("vitals,device=t1 heartRate=" + (60 + i) + " " + nanos(noon.plusMillis(3), i));
        }
        for (int day = 1; day <= 3; day++) {
            lines.add("activity,device=a1 motion=" + day + "i " + nanos(noon.minus(Duration.ofDays(day)), 16));
        }
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(writeUrl()))
                        .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", lines) + "\n"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
        await(() -> readings("a1", 10, null).size() == 3
                && readings("t1", 10, null).size() == 5
                && readings("s1", 10, null).size() == 4
                && track("E2000017", 10).size() == 3);
    }

    private static void await(Supplier<Boolean> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.get()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private List<Sighting> track(String tag, int limit) {
        return history().track(tag, noon.minus(Duration.ofDays(9)), noon.plus(Duration.ofDays(1)), limit);
    }

    private List<Reading> readings(String device, int limit, History.Place after) {
        return history().readings(device, noon.minus(Duration.ofDays(9)), noon.plus(Duration.ofDays(1)), limit, after);
    }

    @Test
    void tellsATrackTheOldestFirstWithReaderPlaceAndStrength() {
        List<Sighting> track = track("E2000017", 10);

        assertThat(track).extracting(Sighting::reader).containsExactly("reader-1", "reader-3", "reader-2");
        assertThat(track.get(2))
                .isEqualTo(new Sighting(noon.plusSeconds(60), "reader-2", new Position(23.35, 116.68), -61.5));
        assertThat(track("E2000017", 2)).hasSize(2);
    }

    @Test
    void takesTheBeginningOfARangeAndNotItsEnd() {
        assertThat(history().track("E2000017", noon, noon.plusSeconds(60), 10)).hasSize(2);
        assertThat(history().track("E2000017", noon.plusSeconds(60), noon.plusSeconds(61), 10))
                .hasSize(1);
        assertThat(history().track("E2000017", noon.plusMillis(1), noon.plusSeconds(60), 10))
                .isEmpty();
    }

    @Test
    void tellsReadingsOfAllKindsTheNewestFirstWithWhatWasSaid() {
        List<Reading> readings = readings("s1", 10, null);

        assertThat(readings)
                .extracting(Reading::measurement)
                .containsExactly(Measurement.SMOKE, Measurement.SMOKE, Measurement.STATE, Measurement.SMOKE);
        assertThat(readings.get(0).fields())
                .isEqualTo(Map.of("obscuration", 11.0, "temperature", 30.0, "battery", 89.0, "alarm", false));
        assertThat(readings.get(1).fields())
                .isEqualTo(Map.of(
                        "obscuration",
                        12.5,
                        "temperature",
                        31.0,
                        "battery",
                        89.0,
                        "alarm",
                        true,
                        "faults",
                        List.of("tamper", "mute")));
        assertThat(readings.get(2).fields())
                .isEqualTo(Map.of("online", true, "intervalSeconds", 600L, "firmware", "1.2 beta"));
        assertThat(readings.get(3).fields())
                .isEqualTo(Map.of("obscuration", 0.5, "temperature", 21.0, "battery", 90.0));
        assertThat(readings.get(3).ts()).isEqualTo(noon);
        assertThat(readings("e1", 10, null).get(0).fields())
                .isEqualTo(Map.of("waterLevel", 2.25, "other", "{\"noise\":61.5}"));
    }

    @Test
    void pagesWithoutAGapOrARepeatEvenWithinOneMillisecondAndOneNanosecond() {
        for (String device : List.of("t1", "s1")) {
            List<Reading> paged = new ArrayList<>();
            History.Place after = null;
            List<Reading> page = readings(device, 1, null);
            while (!page.isEmpty()) {
                paged.addAll(page);
                after = page.get(0).place();
                page = readings(device, 1, after);
            }

            assertThat(paged).isEqualTo(readings(device, 10, null));
        }
        assertThat(readings("t1", 10, null)).hasSize(5);
    }

    @Test
    void knowsNothingOfWhoNeverSpoke() {
        assertThat(track("E2FFFFFF", 10)).isEmpty();
        assertThat(readings("s9", 10, null)).isEmpty();
    }

    @Test
    void refusesAnIdThatIsNone() {
        assertThatThrownBy(() -> readings("x' OR 'a'='a", 10, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> track("x' OR 'a'='a", 10)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysThatItIsAwayInsteadOfAnsweringNothing() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        History away = historyOf(new HistoryConfig(config().type(), "http://127.0.0.1:" + free));

        assertThatThrownBy(() -> away.track("E2000017", noon, noon.plusSeconds(1), 10))
                .isInstanceOf(HistoryUnavailable.class);
        assertThatThrownBy(() -> away.readings("s1", noon, noon.plusSeconds(1), 10, null))
                .isInstanceOf(HistoryUnavailable.class);
    }

    @Test
    void deletesWhatIsOlderAndLeavesTheDayOfTheTimeItself() {
        Instant time = noon.minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.DAYS);

        eraser().deleteBefore(Measurement.ACTIVITY, time);
        await(() -> readings("a1", 10, null).size() == 2);
        eraser().deleteBefore(Measurement.ACTIVITY, time);

        assertThat(readings("a1", 10, null))
                .extracting(reading -> reading.fields().get("motion"))
                .containsExactly(1L, 2L);
    }
}
