package io.citywatch.alerts.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.alerts.history.History;
import io.citywatch.alerts.history.Reading;
import io.citywatch.alerts.incident.Page;
import io.citywatch.model.history.Measurement;
import io.citywatch.model.json.Json;
import io.citywatch.model.registry.Device;
import io.citywatch.model.telemetry.TelemetryKind;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a device reported, out of the history, in the shape of its payloads. */
final class ReadingCalls {
    /** Of an environment sensor: the readings that have no field of their own in the history, as JSON. */
    private static final String OTHER = "other";

    private final HistoryQuestion history;
    private final RegistryCalls<Device> devices;
    private final Clock clock;

    ReadingCalls(HistoryQuestion history, RegistryCalls<Device> devices, Clock clock) {
        this.history = history;
        this.devices = devices;
        this.clock = clock;
    }

    Answer readings(Call call) {
        String device = devices.found(call).id();
        TimeRange range = TimeRange.of(call, clock);
        History.Place after = placeOf(call.parameter("after"));
        int limit = call.limit();
        List<Reading> found =
                history.ask(history -> history.readings(device, range.from(), range.to(), limit + 1, after));
        List<Reading> items = found.size() > limit ? found.subList(0, limit) : found;
        String next = null;
        if (found.size() > limit) {
            History.Place last = items.get(limit - 1).place();
            next = last.nanos() + "." + last.table();
        }
        return Answer.ok(new Page<>(items.stream().map(ReadingCalls::view).toList(), next));
    }

    private static ObjectNode view(Reading reading) {
        Measurement measurement = reading.measurement();
        ObjectNode view = Json.mapper().createObjectNode();
        view.put("ts", reading.ts().toEpochMilli());
        view.put(
                "kind",
                measurement
                        .kind()
                        .map(TelemetryKind::text)
                        .orElse(measurement.table().replace('_', '-')));
        ObjectNode fields = Json.mapper().valueToTree(reading.fields());
        if (measurement == Measurement.ENVIRONMENT) {
            String other = fields.path(OTHER).asText("");
            fields.remove(OTHER);
            addOther(fields, other);
            view.set("readings", fields);
        } else {
            view.setAll(fields);
        }
        return view;
    }

    private static void addOther(ObjectNode fields, String json) {
        if (json.isEmpty()) {
            return;
        }
        try {
            if (Json.mapper().readTree(json) instanceof ObjectNode others) {
                fields.setAll(others);
            }
        } catch (JsonProcessingException e) {
            fields.put(OTHER, json);
        }
    }

    private static History.@Nullable Place placeOf(@Nullable String after) {
        if (after == null) {
            return null;
        }
        int dot = after.indexOf('.');
        String table = after.substring(dot + 1);
        try {
            long nanos = Long.parseLong(after.substring(0, Math.max(0, dot)));
            if (Arrays.stream(Measurement.values())
                    .anyMatch(measurement -> measurement.table().equals(table))) {
                return new History.Place(nanos, table);
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new RefusedCall(Problem.badRequest("after", after, "the next of the part before"));
    }
}
