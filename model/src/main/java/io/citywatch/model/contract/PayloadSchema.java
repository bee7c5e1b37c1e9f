package io.citywatch.model.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.json.Json;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** The JSON Schemas (2020-12) of what travels over MQTT, one a payload; for who writes a client. */
public enum PayloadSchema {
    TAG_SIGHTINGS("tag-sightings"),
    SMOKE("smoke"),
    SMOKE_EVENT("smoke-event"),
    CALL("call"),
    VITALS("vitals"),
    ACTIVITY("activity"),
    FIX("fix"),
    THERMAL("thermal"),
    ENVIRONMENT("environment"),
    STATE("state"),
    COMMAND("command"),
    COMMAND_RESULT("command-result"),
    POSITION("position"),
    OFFER("offer"),
    OFFER_ANSWER("offer-answer");

    private final String text;

    PayloadSchema(String text) {
        this.text = text;
    }

    /** The name under which it is published. */
    public String text() {
        return text;
    }

    public static Optional<PayloadSchema> parse(String text) {
        return Arrays.stream(values())
                .filter(schema -> schema.text.equals(text))
                .findFirst();
    }

    /** Of a kind of telemetry; on the emergency lane a detector says more. */
    public static PayloadSchema of(TelemetryKind kind, Lane lane) {
        return switch (kind) {
            case TAG_SIGHTINGS -> TAG_SIGHTINGS;
            case SMOKE -> lane == Lane.EMERGENCY ? SMOKE_EVENT : SMOKE;
            case CALL -> CALL;
            case VITALS -> VITALS;
            case ACTIVITY -> ACTIVITY;
            case FIX -> FIX;
            case THERMAL -> THERMAL;
            case ENVIRONMENT -> ENVIRONMENT;
            case STATE -> STATE;
        };
    }

    public JsonNode read() {
        String file = "/io/citywatch/model/schema/" + text + ".json";
        try (InputStream resource = PayloadSchema.class.getResourceAsStream(file)) {
            return Json.mapper().readTree(Objects.requireNonNull(resource, file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
