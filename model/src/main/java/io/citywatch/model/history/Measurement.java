package io.citywatch.model.history;

import io.citywatch.model.telemetry.TelemetryKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the history keeps: one measurement (table) a kind of telemetry, and the roll-ups. A point's time is the device's
 * {@code ts} in nanoseconds, made distinct below the millisecond by a hash of what makes the message one (its identity,
 * and for a sighting its place in the list), since points of one tag with equal times overwrite each other; so writing
 * a message twice writes one point. Each measurement has exactly one tag; all else are fields, named as in the payload.
 */
public enum Measurement {
    /** One sighting of one motorcycle; {@code lat}, {@code lon} are the reader's place at that time. */
    TAG_SIGHTINGS(
            TelemetryKind.TAG_SIGHTINGS,
            "tag_id",
            Field.text("reader"),
            Field.number("rssi"),
            Field.whole("antenna"),
            Field.list("flags"),
            Field.number("lat"),
            Field.number("lon")),
    SMOKE(
            TelemetryKind.SMOKE,
            "device",
            Field.number("obscuration"),
            Field.number("temperature"),
            Field.number("co"),
            Field.number("battery"),
            Field.bool("alarm"),
            Field.list("faults")),
    CALL(
            TelemetryKind.CALL,
            "device",
            Field.text("event"),
            Field.text("source"),
            Field.text("service"),
            Field.number("lat"),
            Field.number("lon")),
    VITALS(
            TelemetryKind.VITALS,
            "device",
            Field.number("heartRate"),
            Field.number("systolic"),
            Field.number("diastolic"),
            Field.number("spo2"),
            Field.number("temperature"),
            Field.number("glucose")),
    ACTIVITY(TelemetryKind.ACTIVITY, "device", Field.whole("motion"), Field.text("door")),
    FIX(TelemetryKind.FIX, "device", Field.number("lat"), Field.number("lon"), Field.number("accuracy")),
    /** A frame's summary, °C; the pixels stay in the log. */
    THERMAL(
            TelemetryKind.THERMAL,
            "device",
            Field.whole("width"),
            Field.whole("height"),
            Field.number("hottest"),
            Field.number("median"),
            Field.number("lat"),
            Field.number("lon"),
            Field.number("altitude"),
            Field.number("heading"),
            Field.number("pitch")),
    /** The readings that the contract names have a field each; the others are JSON in {@code other}. */
    ENVIRONMENT(
            TelemetryKind.ENVIRONMENT,
            "device",
            Field.number("waterLevel"),
            Field.number("roadWater"),
            Field.number("rain"),
            Field.number("windSpeed"),
            Field.number("windGust"),
            Field.number("ph"),
            Field.number("dissolvedOxygen"),
            Field.number("ammonia"),
            Field.number("permanganate"),
            Field.number("phosphorus"),
            Field.number("tilt"),
            Field.number("binFill"),
            Field.number("binTemperature"),
            Field.text("other")),
    STATE(
            TelemetryKind.STATE,
            "device",
            Field.bool("online"),
            Field.whole("intervalSeconds"),
            Field.number("battery"),
            Field.bool("mains"),
            Field.number("pendantBattery"),
            Field.text("firmware"),
            Field.list("faults")),
    /** A reader's minute: its sightings, its distinct tags, their mean strength in dBm. */
    READER_MINUTES(null, "device", Field.whole("reads"), Field.whole("tags"), Field.number("meanRssi"));

    /** The database, or bucket, of the history. */
    public static final String DATABASE = "citywatch";

    /** What a field holds. */
    public enum Type {
        NUMBER,
        WHOLE,
        BOOL,
        TEXT,
        /** Texts, joined by commas. */
        LIST
    }

    /** A field, named as in the payload. */
    public record Field(String name, Type type) {
        static Field number(String name) {
            return new Field(name, Type.NUMBER);
        }

        static Field whole(String name) {
            return new Field(name, Type.WHOLE);
        }

        static Field bool(String name) {
            return new Field(name, Type.BOOL);
        }

        static Field text(String name) {
            return new Field(name, Type.TEXT);
        }

        static Field list(String name) {
            return new Field(name, Type.LIST);
        }
    }

    private final @Nullable TelemetryKind kind;
    private final String tag;
    private final List<Field> fields;

    Measurement(@Nullable TelemetryKind kind, String tag, Field... fields) {
        this.kind = kind;
        this.tag = tag;
        this.fields = List.of(fields);
    }

    /** The name of the table. */
    public String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whose messages it keeps; empty of a roll-up. */
    public Optional<TelemetryKind> kind() {
        return Optional.ofNullable(kind);
    }

    /** The name of its one tag: {@code tag_id} of a vehicle, else {@code device}. */
    public String tag() {
        return tag;
    }

    public List<Field> fields() {
        return fields;
    }

    public static Measurement of(TelemetryKind kind) {
        return Arrays.stream(values())
                .filter(measurement -> measurement.kind == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(kind + " has no measurement"));
    }
}
