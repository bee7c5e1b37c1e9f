package io.citywatch.standalone.streams;

import io.citywatch.model.DeviceId;
import io.citywatch.model.log.LogPack;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogStamp;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.log.Pulse;
import io.citywatch.model.telemetry.ContentType;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Records that no rule can make anything of: what no gateway or registry of ours writes, and what another version, or a
 * broken disk, might have written.
 *
 * @param name also the record's key, by which its dead letter is found
 * @param value null is a tombstone, which is no poison in a registry
 * @param reason what the dead letter's reason must say
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record Poison(LogTopic topic, String name, Map<String, byte[]> headers, byte @Nullable [] value, String reason) {
    private static final byte[] NOTHING = {};
    /** A frame of 640 x 512 pixels, as JSON has it: what a letter of more than a megabyte comes of. */
    private static final int LONG_BYTES = 900_000;

    private static final int LONGEST_BYTES = LogTopic.MOST_RECORD_BYTES - 2_000;

    static List<Poison> all(long seed) {
        List<Poison> all = new ArrayList<>();
        Random random = new Random(seed);
        for (Lane lane : Lane.values()) {
            LogTopic topic = LogTopic.of(lane);
            all.addAll(strangers(topic, lane, random));
            all.addAll(payloads(topic, lane, random));
            all.addAll(packs(topic, lane));
            all.addAll(pulses(topic, lane));
        }
        for (LogTopic registry : List.of(
                LogTopic.REGISTRY_DEVICES,
                LogTopic.REGISTRY_ELDERS,
                LogTopic.REGISTRY_VEHICLES,
                LogTopic.REGISTRY_STOLEN,
                LogTopic.REGISTRY_AREAS)) {
            all.addAll(entries(registry, random));
        }
        return all;
    }

    /** Nobody makes a letter of a letter: it would be read again, for ever. */
    static List<Poison> ofLetters(long seed) {
        return entries(LogTopic.DEAD_LETTERS, new Random(seed));
    }

    private static List<Poison> strangers(LogTopic topic, Lane lane, Random random) {
        List<Poison> all = new ArrayList<>();
        Map<String, String> stamps = Map.of(
                "bytes", new String(bytes(random, 60), StandardCharsets.ISO_8859_1),
                "empty", "",
                "later", "v9 " + lane.text() + " 1 2 3 4 5",
                "kind", "p-kind dance " + lane.text() + " json gw-1 1700000000000 1@a",
                "lane", "p-lane " + kind(lane).text() + " express json gw-1 1700000000000 1@a",
                "type", "p-type " + kind(lane).text() + " " + lane.text() + " protobuf gw-1 1700000000000 1@a",
                "when", "p-when " + kind(lane).text() + " " + lane.text() + " json gw-1 yesterday 1@a",
                "overflow",
                        "p-over " + kind(lane).text() + " " + lane.text() + " json gw-1 " + "9".repeat(30) + " 1@a");
        stamps.forEach((name, stamp) -> all.add(new Poison(
                topic,
                lane.text() + "-stamp-" + name,
                Map.of(LogStamp.HEADER, stamp.getBytes(StandardCharsets.UTF_8)),
                text("{}"),
                "")));
        all.add(new Poison(topic, lane.text() + "-no-headers", Map.of(), bytes(random, 200), "not a telemetry record"));
        all.add(new Poison(topic, lane.text() + "-nothing", Map.of(), null, "no payload"));
        all.add(new Poison(
                topic,
                lane.text() + "-year-292277026",
                Map.of(LogStamp.HEADER, stamp(lane, lane.text() + "-year-292277026", Long.MAX_VALUE)),
                text("{}"),
                "expected: years 1970 to 9999"));
        return all;
    }

    private static List<Poison> payloads(LogTopic topic, Lane lane, Random random) {
        Map<String, byte[]> payloads = new HashMap<>(Map.of(
                "bytes", bytes(random, 300),
                "empty", NOTHING,
                "cut", text("{\"ts\":1700000000000,\"eve"),
                "null", text("null"),
                "deep", text("[".repeat(100_000)),
                "huge-number", text("{\"ts\":1e999999999}"),
                "long-number", text("{\"ts\":" + "9".repeat(100_000) + "}"),
                "other-kind", text("{\"ts\":1700000000000,\"heartRate\":\"fast\"}")));
        payloads.put(
                "long", Arrays.copyOf(text("{\"ts\":1700000000000,\"x\":\"" + "x".repeat(LONG_BYTES)), LONG_BYTES));
        payloads.put("longest", Arrays.copyOf(text("{"), LONGEST_BYTES));
        List<Poison> all = new ArrayList<>();
        payloads.forEach((name, payload) -> {
            String device = lane.text() + "-payload-" + name;
            all.add(new Poison(
                    topic, device, Map.of(LogStamp.HEADER, stamp(lane, device, 1_700_000_000_000L)), payload, ""));
        });
        String device = lane.text() + "-cbor";
        byte[] cbor = new LogStamp(new DeviceId(device), kind(lane), lane, "gw-1")
                .of(ContentType.CBOR, 1_700_000_000_000L, "1@a");
        all.add(new Poison(topic, device, Map.of(LogStamp.HEADER, cbor), bytes(random, 100), ""));
        return all;
    }

    /** The first message of a pack counts, what is torn does not. */
    private static List<Poison> packs(LogTopic topic, Lane lane) {
        String device = lane.text() + "-pack-cut";
        byte[] head = new LogStamp(new DeviceId(device), kind(lane), lane, "gw-1").head(ContentType.JSON);
        LogPack.Part part = new LogPack.Part(LogStamp.tail(1_700_000_000_000L, "1@a"), text("{}"));
        byte[] two = LogPack.write(List.of(part, part));
        byte[] longer = two.clone();
        longer[part.size() + 2 + part.tail().length] = (byte) 0xff;
        return List.of(
                new Poison(
                        topic,
                        device,
                        Map.of(LogPack.HEADER, head),
                        Arrays.copyOf(two, two.length - 1),
                        "ends within message 1"),
                new Poison(
                        topic,
                        lane.text() + "-pack-lengths",
                        Map.of(LogPack.HEADER, head),
                        longer,
                        "ends within message 1"),
                new Poison(topic, lane.text() + "-pack-nothing", Map.of(LogPack.HEADER, head), NOTHING, "no value"));
    }

    private static List<Poison> pulses(LogTopic topic, Lane lane) {
        Map<String, byte[]> mark = Map.of(Pulse.HEADER, NOTHING);
        return List.of(
                new Poison(topic, lane.text() + "-pulse-bytes", mark, text("tick"), "not a pulse"),
                new Poison(topic, lane.text() + "-pulse-nothing", mark, null, "not a pulse"),
                new Poison(topic, lane.text() + "-pulse-empty", mark, text("{}"), "not a pulse"));
    }

    private static List<Poison> entries(LogTopic registry, Random random) {
        Map<String, byte[]> values = Map.of(
                "bytes", bytes(random, 100),
                "empty", NOTHING,
                "null", text("null"),
                "array", text("[1,2,3]"),
                "no-fields", text("{}"),
                "deep", text("{\"id\":" + "[".repeat(100_000)),
                "types", text("{\"id\":{},\"kind\":7,\"lat\":\"north\",\"plate\":[],\"tag\":true,\"device\":1}"),
                "later", text("{\"version\":9,\"entries\":[]}"));
        List<Poison> all = new ArrayList<>();
        values.forEach(
                (name, value) -> all.add(new Poison(registry, registry.topicName() + "-" + name, Map.of(), value, "")));
        return all;
    }

    private static byte[] stamp(Lane lane, String device, long receivedAt) {
        return new LogRecord(
                        new DeviceId(device),
                        kind(lane),
                        lane,
                        "1@a",
                        "gw-1",
                        Instant.ofEpochMilli(receivedAt),
                        Instant.EPOCH,
                        NOTHING)
                .headers()
                .get(LogStamp.HEADER);
    }

    private static TelemetryKind kind(Lane lane) {
        return lane == Lane.EMERGENCY ? TelemetryKind.CALL : TelemetryKind.VITALS;
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
