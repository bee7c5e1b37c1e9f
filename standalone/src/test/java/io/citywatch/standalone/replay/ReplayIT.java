package io.citywatch.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded days through the real pipeline. */
class ReplayIT {
    private static final long T = 1_790_000_000_000L;
    private static final String REGISTRY = """
            {"type":"device","id":"ct-1","kind":"call-terminal","lat":23.36,"lon":116.70,"intervalSeconds":60}
            {"type":"elder","id":"e-1","name":"林婆","lat":23.36,"lon":116.70,"terminal":"ct-1"}
            {"type":"device","id":"sm-1","kind":"smoke-sensor","lat":23.36,"lon":116.71,"premises":"p1"}
            {"type":"device","id":"sm-2","kind":"smoke-sensor","lat":23.36,"lon":116.71,"premises":"p1"}

            {"type":"device","id":"rd-1","kind":"tag-reader","lat":23.36,"lon":116.72}
            {"type":"device","id":"rd-2","kind":"tag-reader","lat":23.37,"lon":116.72}
            {"type":"theft-report","plate":"粤D1","caseNumber":"c1","reportedBy":"110","reportedAt":1790000600000}
            {"type":"vehicle","plate":"粤D1","tag":"AABBCCDD01"}
            {"type":"responder","id":"r-1","name":"陈","roles":["volunteer"],"lat":23.36,"lon":116.70}
            {"type":"area","id":"a-1","level":"grid"}
            """;

    /** Two shores 1.1 km apart, and the bridge between them 4 km to the east. */
    private static final String ROUND_THE_BAY = """
            <?xml version='1.0' encoding='UTF-8'?>
            <osm version='0.6'>
              <node id='1' lat='23.36' lon='116.72'/>
              <node id='2' lat='23.36' lon='116.76'/>
              <node id='3' lat='23.37' lon='116.76'/>
              <node id='4' lat='23.37' lon='116.72'/>
              <way id='10'><nd ref='1'/><nd ref='2'/><tag k='highway' v='primary'/></way>
              <way id='11'><nd ref='2'/><nd ref='3'/><tag k='highway' v='primary'/><tag k='bridge' v='yes'/></way>
              <way id='12'><nd ref='3'/><nd ref='4'/><tag k='highway' v='primary'/></way>
            </osm>
            """;

    @TempDir
    Path folder;

    private final List<Map<String, Object>> lines = new ArrayList<>();

    @Test
    void judgesWhatWasRecordedByItsOwnTimes() throws Exception {
        recordAnHour();

        ReplayReport report = replay();

        assertThat(report.messages()).isEqualTo(lines.size());
        assertThat(report.detections())
                .extracting(one -> (one.at().toEpochMilli() - T) / 1_000 + " " + one.rule() + " " + one.phase() + " "
                        + one.subject().id())
                .containsExactly(
                        "1 E1 RAISED ct-1",
                        "80 E2 RAISED e-1",
                        "100 S1 RAISED sm-1",
                        "120 S1 RAISED sm-2",
                        "120 S5 RAISED p1",
                        "120 S6 RAISED fire-13717000043a4",
                        "130 D3 RAISED sm-2",
                        "480 R11 RAISED rd-1",
                        "600 R1 RAISED 粤D1", // read before it was reported
                        "660 E2 CLEARED e-1",
                        "720 S6 CLEARED fire-13717000043a4",
                        "730 D3 CLEARED sm-2",
                        "900 R1 UPDATED 粤D1",
                        "1080 R11 RAISED rd-2",
                        "1920 E7 RAISED e-1"); // nothing of sm-1, whose silence is the recording's end
        assertThat(report.detections()).allSatisfy(one -> {
            assertThat(one.id()).hasSize(32);
            assertThat(one.position()).isNotNull();
            assertThat(one.devices()).isNotEmpty();
        });
        assertThat(report.deadLetters())
                .extracting(ReplayReport.BadLine::line, ReplayReport.BadLine::reason)
                .hasSize(2)
                .satisfiesExactly(
                        broken -> assertThat(broken.toList().get(1).toString()).startsWith("not valid JSON"),
                        unknown -> assertThat(unknown.toList().get(1))
                                .isEqualTo("client: 'nobody' (expected: a registered device or responder)"));
        assertThat(replay()).usingRecursiveComparison().isEqualTo(report);
    }

    @Test
    void takesNoLineThatGoesBackInTime() throws Exception {
        add(2_000, "devices/ct-1/events/call", call(2_000, "sos"));
        add(1_000, "devices/ct-1/events/call", call(1_000, "sos"));
        add(3_000, "devices/ct-1/telemetry/smoke", Map.of("ts", T));
        lines.add(Map.of("topic", "devices/ct-1/events/call", "receivedAt", "noon", "payload", Map.of()));

        ReplayReport report = replay();

        assertThat(report.detections()).hasSize(1);
        assertThat(report.deadLetters())
                .containsExactly(
                        new ReplayReport.BadLine(
                                2, "receivedAt: 1790000001000 (expected: not before that of line 1, 1790000002000)"),
                        new ReplayReport.BadLine(3, "kind: 'smoke' is not sent by a call-terminal"),
                        new ReplayReport.BadLine(4, "receivedAt: '\"noon\"' (expected: epoch milliseconds)"));
    }

    @Test
    void namesEachBadLineOfARegistry() throws Exception {
        add(1_000, "devices/ct-1/events/call", call(1_000, "sos"));
        Path registry = folder.resolve("registry.jsonl");
        Files.writeString(registry, """
                {"type":"device","id":"ct-1","kind":"toaster","lat":23.36,"lon":116.70}
                {"type":"device"
                {"type":"theft-report","plate":"粤D9","caseNumber":"c","reportedBy":"110","reportedAt":1}
                {"type":"cat","id":"x"}
                """);

        assertThatThrownBy(() -> RecordedReplay.run(telemetry(), registry, null, line -> {}))
                .isInstanceOf(BadRecording.class)
                .hasMessageContainingAll(
                        "4 bad lines",
                        "line 1: kind: 'toaster'",
                        "line 2: not valid JSON",
                        "line 3: plate: '粤D9' (expected: a registered vehicle)",
                        "line 4: type: \"cat\" (expected: device, vehicle,");
    }

    @Test
    void saysThatThereIsNothingToReplay() throws Exception {
        assertThatThrownBy(this::replay)
                .isInstanceOf(BadRecording.class)
                .hasMessageContaining("no line says when it was received");
    }

    @Test
    void judgesByTheStreetsWhereTheyAreGiven() throws Exception {
        Path roads = folder.resolve("roads.osm");
        Files.writeString(roads, ROUND_THE_BAY);
        add(600_000, "devices/rd-1/telemetry/tag-sightings", sighting(600_000));
        add(660_000, "devices/rd-2/telemetry/tag-sightings", sighting(660_000));
        add(661_000, "devices/rd-1/state", state(661_000));

        assertThat(replay().detections())
                .as("66 km/h as the crow flies")
                .noneMatch(one -> one.rule() == Rule.R6)
                .filteredOn(one -> one.rule() == Rule.R1)
                .allSatisfy(one -> assertThat(one.evidence()).doesNotContainKey("roadMeters"));
        List<ReplayReport.Line> judged = replay(roads).detections();

        assertThat(judged)
                .filteredOn(one -> one.rule() == Rule.R6 && one.phase() == Phase.RAISED)
                .singleElement()
                .satisfies(one -> assertThat((Number) one.evidence().get("roadMeters"))
                        .satisfies(meters -> assertThat(meters.longValue()).isBetween(9_000L, 10_000L)));
        assertThat(judged)
                .filteredOn(one -> one.rule() == Rule.R1 && one.phase() == Phase.RAISED)
                .singleElement()
                .satisfies(one -> assertThat((List<?>) one.evidence().get("nextReaders"))
                        .singleElement()
                        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                        .containsEntry("reader", "rd-2")
                        .containsKeys("probability", "seconds"));
    }

    @Test
    void judgesWhoIsInAZoneOfTheRegistry() throws Exception {
        for (int at = 0; at <= 90_000; at += 15_000) {
            add(at, "devices/rd-1/telemetry/tag-sightings", sighting(at));
        }
        add(91_000, "devices/rd-1/state", state(91_000));
        String zone = "{\"type\":\"area\",\"id\":\"z-1\",\"level\":\"zone\",\"purpose\":\"no-entry\",\"name\":\"夜市\","
                + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
                + "[[[116.719,23.359],[116.721,23.359],[116.721,23.361],[116.719,23.361],[116.719,23.359]]]}}";

        assertThat(replay().detections()).noneMatch(one -> one.rule() == Rule.R12);
        List<ReplayReport.Line> judged = replay(REGISTRY + zone, null).detections();

        assertThat(judged)
                .filteredOn(one -> one.rule() == Rule.R12 && one.phase() == Phase.RAISED)
                .singleElement()
                .satisfies(one -> assertThat(one.evidence())
                        .containsEntry("zone", "z-1")
                        .containsEntry("zoneName", "夜市")
                        .containsEntry("plate", "粤D1"));
    }

    @Test
    void namesAZoneThatHasNoShape() throws Exception {
        add(1_000, "devices/ct-1/events/call", call(1_000, "sos"));

        assertThatThrownBy(() -> replay("{\"type\":\"area\",\"id\":\"z-1\",\"level\":\"zone\"}", null))
                .isInstanceOf(BadRecording.class)
                .hasMessageContaining("geometry: missing");
    }

    private void recordAnHour() {
        add(1_000, "devices/ct-1/events/call", call(1_000, "sos"));
        add(5_000, "devices/ct-1/events/call", call(5_000, "fall"));
        add(9_000, "devices/ct-1/events/call", call(9_000, "cancel"));
        add(60_000, "devices/ct-1/events/call", call(60_000, "fall"));
        add(100_000, "devices/sm-1/events/smoke", smoke(100_000));
        add(120_000, "devices/sm-2/events/smoke", smoke(120_000));
        add(130_000, "devices/sm-2/events/smoke", "{broken");
        add(131_000, "devices/nobody/events/smoke", smoke(131_000));
        add(300_000, "devices/rd-1/telemetry/tag-sightings", sighting(300_000));
        add(900_000, "devices/rd-2/telemetry/tag-sightings", sighting(900_000));
        for (int at = 0; at <= 3_600_000; at += 60_000) {
            add(at, "devices/sm-1/state", state(at));
            if (at < 1_800_000) {
                add(at, "devices/ct-1/state", state(at));
            }
        }
        lines.sort(Comparator.comparingLong(line -> (long) line.get("receivedAt")));
    }

    private void add(long at, String topic, Object payload) {
        lines.add(Map.of("topic", topic, "receivedAt", T + at, "payload", payload));
    }

    private static Map<String, Object> call(long at, String event) {
        return Map.of("ts", T + at, "event", event, "source", "pendant");
    }

    private static Map<String, Object> smoke(long at) {
        return Map.of("ts", T + at, "obscuration", 12.5, "temperature", 30, "battery", 90, "alarm", true);
    }

    private static Map<String, Object> sighting(long at) {
        return Map.of("ts", T + at, "sightings", List.of(Map.of("tag", "AABBCCDD01", "ts", T + at, "rssi", -50)));
    }

    private static Map<String, Object> state(long at) {
        return Map.of("ts", T + at, "online", true, "intervalSeconds", 60);
    }

    private Path telemetry() throws IOException {
        Path file = folder.resolve("telemetry.jsonl");
        Files.write(
                file,
                lines.stream()
                        .map(line -> new String(Json.write(line), StandardCharsets.UTF_8))
                        .toList());
        return file;
    }

    private ReplayReport replay() throws Exception {
        return replay(null);
    }

    private ReplayReport replay(Path roads) throws Exception {
        return replay(REGISTRY, roads);
    }

    private ReplayReport replay(String lines, Path roads) throws Exception {
        Path registry = folder.resolve("registry.jsonl");
        Files.writeString(registry, lines);
        return RecordedReplay.run(telemetry(), registry, roads, line -> {});
    }
}
