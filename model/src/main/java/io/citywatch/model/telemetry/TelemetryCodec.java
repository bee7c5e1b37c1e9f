package io.citywatch.model.telemetry;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.model.Decoded;
import io.citywatch.model.PlainText;
import io.citywatch.model.json.Cbor;
import io.citywatch.model.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a device's payload. Every field of the contract is checked for presence, type and range; unknown fields are
 * ignored, and of two fields of one name the last counts. Malformed bytes come back as {@link Decoded.Invalid} with a reason, never as a throw. Stateless.
 */
public final class TelemetryCodec {
    private static final int SHORTEST_TAG = 8;
    private static final int LONGEST_TAG = 32;
    private static final Pattern SERVICE = Pattern.compile("[0-9]{2}\\.[0-9]{2}");
    private static final int MOST_SIGHTINGS = 500;
    private static final int MOST_READINGS = 100;
    private static final int MOST_NAME_CHARACTERS = 64;
    private static final double HOTTEST = 2000;
    private static final double COLDEST = -273.15;

    private TelemetryCodec() {}

    /** Reads JSON. */
    public static Decoded<Telemetry> decode(TelemetryKind kind, Lane lane, byte[] payload) {
        return decode(kind, lane, ContentType.JSON, payload);
    }

    /**
     * @param kind what the topic says that the payload is
     * @param lane the lane of the topic; a kind that may not travel on it is invalid
     * @param type how the payload is written
     */
    public static Decoded<Telemetry> decode(TelemetryKind kind, Lane lane, ContentType type, byte[] payload) {
        if (!kind.travelsOn(lane)) {
            return Decoded.invalid("kind: '" + kind.text() + "' does not travel on the " + lane.text() + " lane");
        }
        try (JsonParser parser = mapper(type).createParser(payload)) {
            return read(kind, lane, type, new PayloadReader(parser, type == ContentType.JSON ? payload : null));
        } catch (PayloadFields.Mismatch e) {
            return Decoded.invalid(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Decoded.invalid("payload: unreadable: " + PlainText.escaped(String.valueOf(e.getMessage()), 200));
        }
    }

    /** Asks for the reason while the parser stands where it failed; a closed one has forgotten what it saw. */
    private static Decoded<Telemetry> read(TelemetryKind kind, Lane lane, ContentType type, PayloadReader reader)
            throws IOException {
        try {
            Object document = reader.document(FieldNames.of(kind));
            return document == null
                    ? Decoded.invalid("payload: empty (expected: a " + type + " object)")
                    : Decoded.valid(read(kind, lane, new PayloadFields(document, "")));
        } catch (JsonProcessingException e) {
            return Decoded.invalid(Json.reason(e));
        }
    }

    private static ObjectMapper mapper(ContentType type) {
        return switch (type) {
            case JSON -> Json.mapper();
            case CBOR -> Cbor.mapper();
        };
    }

    private static Telemetry read(TelemetryKind kind, Lane lane, PayloadFields fields) {
        return switch (kind) {
            case TAG_SIGHTINGS -> tagSightings(fields);
            case SMOKE -> smoke(fields, lane);
            case CALL -> call(fields);
            case VITALS -> vitals(fields);
            case ACTIVITY -> activity(fields);
            case FIX ->
                new PendantFix(
                        fields.instant("ts"),
                        fields.sequence(),
                        fields.position(),
                        fields.number("accuracy", 0, 1e6, "m"));
            case THERMAL -> thermal(fields);
            case ENVIRONMENT -> environment(fields);
            case STATE -> state(fields);
        };
    }

    private static TagSightings tagSightings(PayloadFields fields) {
        Object value = fields.required("sightings", "a list of 1 to " + MOST_SIGHTINGS);
        if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > MOST_SIGHTINGS) {
            throw fields.mismatch("sightings", value, "a list of 1 to " + MOST_SIGHTINGS);
        }
        List<TagSightings.Sighting> sightings = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            PayloadFields one = new PayloadFields(list.get(i), "sightings[" + i + "].");
            String tag = one.text("tag", "an EPC", LONGEST_TAG);
            if (!isTag(tag)) {
                throw one.mismatch("tag", one.required("tag", "an EPC"), "upper-case hex, 8 to 32 digits");
            }
            sightings.add(new TagSightings.Sighting(
                    tag,
                    one.instant("ts"),
                    one.number("rssi", -200, 100, "dBm"),
                    one.has("antenna") ? (Integer) (int) one.integer("antenna", 0, 1024, "an antenna's number") : null,
                    one.texts("flags", 16)));
        }
        return new TagSightings(
                fields.instant("ts"), fields.sequence(), List.copyOf(sightings), fields.optionalPosition());
    }

    /** Looked at letter by letter: a regular expression costs several times as much, for each tag of each reader. */
    private static boolean isTag(String text) {
        if (text.length() < SHORTEST_TAG || text.length() > LONGEST_TAG) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'A' || c > 'F')) {
                return false;
            }
        }
        return true;
    }

    private static SmokeReading smoke(PayloadFields fields, Lane lane) {
        return new SmokeReading(
                fields.instant("ts"),
                fields.sequence(),
                fields.number("obscuration", 0, 100, "%/m"),
                fields.number("temperature", COLDEST, HOTTEST, "°C"),
                fields.optionalNumber("co", 0, 1e6, "ppm"),
                fields.number("battery", 0, 100, "percent"),
                fields.texts("faults", 16),
                lane == Lane.EMERGENCY ? (Boolean) fields.bool("alarm") : null);
    }

    private static CallEvent call(PayloadFields fields) {
        CallEvent.Event event = oneOf(fields, "event", CallEvent.Event.values(), CallEvent.Event::text);
        String service = fields.optionalText("service", "a service code", 16);
        if (event == CallEvent.Event.SERVICE) {
            String code = fields.text("service", "a service code such as 04.12", 16);
            if (!SERVICE.matcher(code).matches()) {
                throw fields.mismatch("service", fields.required("service", ""), "a service code such as 04.12");
            }
        }
        return new CallEvent(
                fields.instant("ts"),
                fields.sequence(),
                event,
                oneOf(fields, "source", CallEvent.Source.values(), CallEvent.Source::text),
                service,
                fields.optionalPosition());
    }

    private static Vitals vitals(PayloadFields fields) {
        Vitals vitals = new Vitals(
                fields.instant("ts"),
                fields.sequence(),
                fields.optionalNumber("heartRate", 0, 400, "a minute"),
                fields.optionalNumber("systolic", 0, 400, "mmHg"),
                fields.optionalNumber("diastolic", 0, 400, "mmHg"),
                fields.optionalNumber("spo2", 0, 100, "percent"),
                fields.optionalNumber("temperature", 0, 60, "°C"),
                fields.optionalNumber("glucose", 0, 200, "mmol/L"));
        if (vitals.heartRate() == null
                && vitals.systolic() == null
                && vitals.diastolic() == null
                && vitals.spo2() == null
                && vitals.temperature() == null
                && vitals.glucose() == null) {
            throw new PayloadFields.Mismatch(
                    "vitals: none (expected: one of heartRate, systolic, diastolic, spo2, temperature, glucose)");
        }
        return vitals;
    }

    private static Activity activity(PayloadFields fields) {
        String door = fields.optionalText("door", "opened or closed", 16);
        if (door != null && !door.equals("opened") && !door.equals("closed")) {
            throw fields.mismatch("door", fields.required("door", ""), "opened or closed");
        }
        return new Activity(
                fields.instant("ts"),
                fields.sequence(),
                (int) fields.integer("motion", 0, Integer.MAX_VALUE, "a count"),
                door);
    }

    private static ThermalFrame thermal(PayloadFields fields) {
        int width = (int) fields.integer("width", 1, 4096, "pixels");
        int height = (int) fields.integer("height", 1, 4096, "pixels");
        byte[] pixels = pixels(fields, width, height);
        PayloadFields pose = new PayloadFields(fields.required("pose", "an object"), "pose.");
        Double scale = fields.optionalNumber("scale", 1e-6, 100, "K");
        return new ThermalFrame(
                fields.instant("ts"),
                fields.sequence(),
                width,
                height,
                pixels,
                scale == null ? 0.01 : scale,
                Boolean.TRUE.equals(fields.optionalBool("calibrated")),
                new ThermalFrame.Pose(
                        pose.position(),
                        pose.number("altitude", 0, 20_000, "m"),
                        pose.number("heading", -360, 360, "degrees"),
                        pose.number("pitch", -90, 90, "degrees"),
                        pose.number("roll", -180, 180, "degrees"),
                        pose.number("hfov", 0.1, 179, "degrees"),
                        pose.number("vfov", 0.1, 179, "degrees")));
    }

    /** Text is read as base64, whichever way the frame is written. */
    private static byte[] pixels(PayloadFields fields, int width, int height) {
        Object value = fields.required("pixels", "base64");
        byte @Nullable [] pixels = value instanceof byte[] bytes ? bytes : null;
        if (value instanceof Base64Text text) {
            pixels = text.bytes();
        } else if (value instanceof String text) {
            try {
                pixels = decoded(text);
            } catch (IllegalArgumentException e) {
                throw fields.mismatch("pixels", value, "base64");
            }
        }
        int expected = width * height * 2;
        if (pixels == null || pixels.length != expected) {
            throw new PayloadFields.Mismatch("pixels: " + (pixels == null ? "no" : String.valueOf(pixels.length))
                    + " bytes (expected: " + expected + (value instanceof byte[] ? " bytes, " : " bytes in base64, ")
                    + width + " x " + height + " x 2)");
        }
        return pixels;
    }

    /** The JDK reads many letters at once; what it does not take, spaces within it say, Jackson judges. */
    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Base64Variants.MIME_NO_LINEFEEDS.decode(text);
        }
    }

    private static EnvironmentReading environment(PayloadFields fields) {
        Object value = fields.required("readings", "an object of numbers");
        if (!(value instanceof Map<?, ?> given) || given.isEmpty() || given.size() > MOST_READINGS) {
            throw fields.mismatch("readings", value, "an object of 1 to " + MOST_READINGS + " numbers");
        }
        Map<String, Double> readings = new HashMap<>();
        given.forEach((key, number) -> {
            String name = (String) key;
            if (name.isEmpty() || name.length() > MOST_NAME_CHARACTERS || !PlainText.isPlain(name)) {
                throw new PayloadFields.Mismatch("readings: " + PlainText.quoted(name) + " (expected: names of 1 to "
                        + MOST_NAME_CHARACTERS + " characters of plain text)");
            }
            readings.put(name, fields.number("readings." + name, number, -1e12, 1e12, "in the reading's unit"));
        });
        return new EnvironmentReading(fields.instant("ts"), fields.sequence(), Map.copyOf(readings));
    }

    private static DeviceState state(PayloadFields fields) {
        return new DeviceState(
                fields.instant("ts"),
                fields.sequence(),
                fields.bool("online"),
                (int) fields.integer("intervalSeconds", 1, 7 * 86_400, "seconds"),
                fields.optionalNumber("battery", 0, 100, "percent"),
                fields.optionalBool("mains"),
                fields.optionalNumber("pendantBattery", 0, 100, "percent"),
                fields.optionalText("firmware", "a string", 64),
                fields.texts("faults", 32));
    }

    private static <E> E oneOf(PayloadFields fields, String name, E[] values, Function<E, String> text) {
        String given = fields.text(name, "a string", 64);
        List<String> known = new ArrayList<>(values.length);
        for (E value : values) {
            if (text.apply(value).equals(given)) {
                return value;
            }
            known.add(text.apply(value));
        }
        throw fields.mismatch(name, fields.required(name, ""), "one of " + String.join(", ", known));
    }
}
