package io.citywatch.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.model.registry.StolenVehicle;
import io.citywatch.model.registry.TheftReport;
import io.citywatch.model.registry.Vehicle;
import io.citywatch.model.telemetry.CallEvent;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.testing.City;
import io.citywatch.streaming.testing.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All families through the whole job on a real Flink cluster between real Kafka topics. */
class WholeCityIT {
    private static final String TAG = "E280F3362000F00005E66021";
    private static final double LAT = 23.352;
    private static final double LON = 116.682;

    @TempDir
    private static Path data;

    @TempDir
    private static Path checkpoints;

    private static EmbeddedKafka kafka;
    private static City city;
    private static DetectionService service;
    /** Event time never goes back, so each test begins where the one before it ended. */
    private static Instant now =
            Instant.ofEpochMilli(System.currentTimeMillis()).minus(Duration.ofHours(6));

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start(data);
        city = new City(kafka.bootstrapServers());
        service = DetectionService.start(new DetectionConfig(
                kafka.bootstrapServers(),
                checkpoints.toUri(),
                1,
                Duration.ofMillis(200),
                Duration.ofMillis(1),
                RuleParameters.DEFAULTS,
                null,
                null,
                null));
        service.running().get(60, TimeUnit.SECONDS);
        passTo(now);
    }

    @AfterAll
    static void stop() {
        service.close();
        city.close();
        kafka.close();
    }

    @Test
    void aStolenVehicleIsHuntedThroughARestartUntilTheReportIsWithdrawn() throws Exception {
        for (int i = 0; i < 4; i++) {
            city.register("rd-" + i, DeviceKind.TAG_READER, LAT, LON + i * 0.01, 7 * 86_400);
        }
        city.put(LogTopic.REGISTRY_VEHICLES, TAG, Json.write(new Vehicle("粤D12345", TAG, null, null, null)));
        city.sighting("rd-0", TAG, now);
        report("C-1");
        Detection raised = city.awaitDetection("R1 of a read before the report", isHunt(Phase.RAISED));
        assertThat(raised.subject()).isEqualTo(Subject.vehicle("粤D12345"));
        assertThat(raised.evidence()).containsEntry("reader", "rd-0").containsEntry("reads", 1);

        city.sighting("rd-1", TAG, now.plusSeconds(60));
        Detection followed = city.awaitDetection(
                "R1 followed",
                isHunt(Phase.UPDATED).and(one -> one.evidence().get("reader").equals("rd-1")));
        assertThat(followed.id()).isEqualTo(raised.id());
        passTo(now.plusSeconds(70));
        service.stopJobs();
        city.sighting("rd-2", TAG, now.plusSeconds(50));
        service.startJobs();
        service.running().get(60, TimeUnit.SECONDS);
        // Readers lie on different partitions, so after a restart one may be read again before another.
        Detection again = city.awaitDetection(
                "R1 after the restart",
                isHunt(Phase.UPDATED).and(one -> one.evidence().get("reads").equals(3)));
        assertThat(again.id()).isEqualTo(raised.id());
        assertThat(again.evidence().get("track"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(3);

        city.put(LogTopic.REGISTRY_STOLEN, TAG, null);
        Detection ended = city.awaitDetection("R1 withdrawn", isHunt(Phase.CLEARED));
        assertThat(ended.id()).isEqualTo(raised.id());
        city.sighting("rd-3", TAG, now.plusSeconds(120));
        city.call("ct-after-hunt", "sos", "1@a", now.plusSeconds(121));
        city.awaitDetection("sos", one -> of("ct-after-hunt", Rule.E1, one));
        settle();
        assertThat(city.seen().stream().filter(isHunt(Phase.RAISED)))
                .extracting(Detection::id)
                .containsOnly(raised.id());
        assertThat(city.seen())
                .noneMatch(isHunt(Phase.UPDATED)
                        .and(one -> one.evidence().get("reader").equals("rd-3")));
    }

    /** Contracts, Payloads: every known value raises, clears or cancels a detection, or enters the person's record. */
    @Test
    void everyValueOfTheEmergencyLaneDoesWhatTheContractSays() throws Exception {
        Map<CallEvent.Event, List<String>> expected = new TreeMap<>(Map.of(
                CallEvent.Event.SOS, List.of("E1 RAISED"),
                CallEvent.Event.FALL, List.of("E2 CLEARED", "E2 RAISED"),
                CallEvent.Event.CANCEL, List.of(),
                CallEvent.Event.OK, List.of(),
                CallEvent.Event.SERVICE, List.of("E11 RAISED"),
                CallEvent.Event.MAINS_LOST, List.of("E5 RAISED"),
                CallEvent.Event.MAINS_RESTORED, List.of(),
                CallEvent.Event.PENDANT_LOST, List.of("E6 RAISED"),
                CallEvent.Event.PENDANT_LOW_BATTERY, List.of("E6 RAISED")));
        assertThat(expected.keySet()).containsExactlyInAnyOrder(CallEvent.Event.values());
        for (CallEvent.Event event : CallEvent.Event.values()) {
            event(terminal(event), event, "1@a", now);
        }
        event("ct-cancelled", CallEvent.Event.FALL, "1@a", now);
        event("ct-cancelled", CallEvent.Event.CANCEL, "2@a", now.plusSeconds(10));
        event("ct-restored", CallEvent.Event.MAINS_LOST, "1@a", now);
        city.detector("sm-every", true, "1@a", now);
        city.detector("sm-every", false, "2@a", now.plusSeconds(5));
        city.detector("sm-calm", false, "1@a", now);
        passTo(now.plusSeconds(605));
        event("ct-restored", CallEvent.Event.MAINS_RESTORED, "2@a", now);
        passTo(now.plusSeconds(60));
        settle();

        expected.forEach((event, said) ->
                assertThat(saidOf(terminal(event))).as(event.text()).containsExactlyElementsOf(said));
        assertThat(saidOf("ct-cancelled")).isEmpty();
        assertThat(saidOf("ct-restored")).containsExactly("E5 CLEARED", "E5 RAISED");
        assertThat(saidOf("sm-every")).containsExactly("S1 CLEARED", "S1 RAISED");
        assertThat(saidOf("sm-calm")).isEmpty();
    }

    @Test
    void anAlarmThatNobodyCanReadIsCalledBack() throws Exception {
        String topic = "devices/ct-torn/events/call";
        DeadLetter letter =
                new DeadLetter("ct-torn", topic, "event: 'dance'", now, "{}".getBytes(StandardCharsets.UTF_8));
        city.put(LogTopic.DEAD_LETTERS, "ct-torn", Json.write(letter));
        city.send("ct-dance", TelemetryKind.CALL, "1@a", now, "{\"ts\":1,\"event\":\"dance\",\"source\":\"base\"}");
        city.put(
                LogTopic.DEAD_LETTERS,
                "rd-bulk",
                Json.write(
                        new DeadLetter("rd-bulk", "devices/rd-bulk/telemetry/tag-sightings", "x", now, new byte[0])));

        Detection byGateway = city.awaitDetection("D3", one -> of("ct-torn", Rule.D3, one));
        city.awaitDetection("D3 of what the job cannot read", one -> of("ct-dance", Rule.D3, one));

        assertThat(byGateway.evidence()).containsEntry("topic", topic).containsEntry("reason", "event: 'dance'");
        settle();
        assertThat(saidOf("rd-bulk")).isEmpty();
    }

    @Test
    void silenceIsTheDevicesFaultOnlyWhileOurGatewayWasThere() throws Exception {
        for (int i = 0; i < 5; i++) {
            city.register("ab-" + i, DeviceKind.TAG_READER, LAT + 0.2 * i, LON + 0.2, 20);
            city.heartbeat("ab-" + i, 20, now, "");
        }
        passTo(now.plusSeconds(30));
        Instant stopped = now;
        now = stopped.plusSeconds(120); // nobody pulses meanwhile
        passTo(now.plusSeconds(100));
        for (int i = 0; i < 4; i++) {
            city.heartbeat("ab-" + i, 20, now, "");
        }
        passTo(now.plusSeconds(50));
        settle();
        for (int i = 0; i < 4; i++) {
            assertThat(saidOf("ab-" + i)).isEmpty();
        }

        Detection dead = city.awaitDetection("R11 of the one that stayed away", one -> of("ab-4", Rule.R11, one));

        assertThat(dead.evidence()).containsEntry("reason", "offline");
        // 30 s before the gap, which ends 130 s after the next pulse, and 30 s more.
        assertThat(dead.at()).isBetween(stopped.plusSeconds(279), stopped.plusSeconds(282));
    }

    @Test
    void aPowerCutIsOneOutageAndItsReadersNameIt() throws Exception {
        for (int i = 0; i < 12; i++) {
            city.register("pc-" + i, DeviceKind.CALL_TERMINAL, LAT + 1 + i * 0.0005, LON, 3_600);
        }
        city.register("pr-1", DeviceKind.TAG_READER, LAT + 1, LON, 20);
        city.heartbeat("pr-1", 20, now, "");
        passTo(now.plusSeconds(5));
        settle();
        for (int i = 0; i < 12; i++) {
            event("pc-" + i, CallEvent.Event.MAINS_LOST, "1@a", now);
        }
        passTo(now.plusSeconds(70));
        Detection outage = city.awaitDetection("D4", one -> one.rule() == Rule.D4);
        Detection reader = city.awaitDetection("R11", one -> of("pr-1", Rule.R11, one));
        for (int i = 0; i < 12; i++) {
            event("pc-" + i, CallEvent.Event.MAINS_RESTORED, "2@a", now);
        }
        city.heartbeat("pr-1", 20, now, "");
        city.awaitDetection("D4 over", one -> one.id().equals(outage.id()) && one.phase() == Phase.CLEARED);

        assertThat(outage.phase()).isEqualTo(Phase.RAISED);
        assertThat(reader.causes()).containsExactly(outage.id());
        assertThat(city.seen().stream().filter(one -> one.rule() == Rule.D4))
                .extracting(Detection::id)
                .containsOnly(outage.id());
    }

    private static void report(String caseNumber) throws Exception {
        city.put(
                LogTopic.REGISTRY_STOLEN,
                TAG,
                Json.write(new StolenVehicle(
                        TAG, new TheftReport("粤D12345", caseNumber, "station 4", now.plusSeconds(5), null))));
    }

    private static String terminal(CallEvent.Event event) {
        return "ct-every-" + event.text();
    }

    private static void event(String terminal, CallEvent.Event event, String identity, Instant at) throws Exception {
        city.send(
                terminal,
                TelemetryKind.CALL,
                identity,
                at,
                "{\"ts\":" + at.toEpochMilli() + ",\"event\":\"" + event.text() + "\",\"source\":\"base\""
                        + (event == CallEvent.Event.SERVICE ? ",\"service\":\"04.12\"" : "") + "}");
    }

    private static Predicate<Detection> isHunt(Phase phase) {
        return one -> one.rule() == Rule.R1 && one.phase() == phase;
    }

    private static boolean of(String device, Rule rule, Detection detection) {
        return detection.rule() == rule && detection.device().value().equals(device);
    }

    /** What was said of a device, each rule and phase once, in the order of the alphabet. */
    private static List<String> saidOf(String device) {
        return city.seen().stream()
                .filter(one -> one.device().value().equals(device))
                .map(one -> one.rule() + " " + one.phase())
                .distinct()
                .sorted()
                .toList();
    }

    /** Time passes with a pulse every 4 s, as if the gateway lived. */
    private static void passTo(Instant time) throws Exception {
        for (Instant at = now; at.isBefore(time); at = at.plusSeconds(4)) {
            city.pulse(at);
        }
        city.pulse(time);
        city.pulse(time.plusSeconds(1));
        now = time.plusSeconds(1);
    }

    /** Waits until everything before now was judged by every step: what a marker raises comes last of all. */
    private static void settle() throws Exception {
        String marker = "rd-marker-" + now.toEpochMilli();
        city.register(marker, DeviceKind.TAG_READER, -30, 10, 1);
        city.heartbeat(marker, 1, now, "");
        String fall = "ct-marker-" + now.toEpochMilli();
        city.call(fall, "fall", "1@a", now);
        passTo(now.plusSeconds(24));
        List<Detection> markers = new ArrayList<>();
        markers.add(city.awaitDetection("marker of the devices", one -> of(marker, Rule.R11, one)));
        markers.add(city.awaitDetection("marker of the falls", one -> of(fall, Rule.E2, one)));
        assertThat(markers).hasSize(2);
    }
}
