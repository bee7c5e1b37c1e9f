package io.citywatch.alerts.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.history.Sighting;
import io.citywatch.alerts.registry.Registered;
import io.citywatch.alerts.registry.Registry;
import io.citywatch.alerts.theft.CaseTracks;
import io.citywatch.alerts.track.TrackRights;
import io.citywatch.model.json.Json;
import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Vehicle;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a vehicle was. A track cannot be masked, so nobody gets one without a reason and a ground; each look is audited
 * before it is shown. What was kept of a theft case stands in for raw history that was deleted.
 */
final class TrackCalls {
    private static final int LONGEST_REASON = 500;
    private static final int MOST_POINTS = 50_000;

    private final HistoryQuestion history;
    private final CaseTracks.Store kept;
    private final RegistryCalls<Vehicle> vehicles;
    private final Registry<Device> devices;
    private final TrackAccessCalls access;
    private final AuditLog audit;
    private final Clock clock;

    TrackCalls(
            HistoryQuestion history,
            CaseTracks.Store kept,
            RegistryCalls<Vehicle> vehicles,
            Registry<Device> devices,
            TrackAccessCalls access,
            AuditLog audit,
            Clock clock) {
        this.history = history;
        this.kept = kept;
        this.vehicles = vehicles;
        this.devices = devices;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    Answer track(Call call) {
        Vehicle vehicle = vehicles.found(call).body();
        String reason = call.parameter("reason");
        if (reason == null) {
            throw new RefusedCall(Problem.badRequest("reason", "missing", "why the track is looked at"));
        }
        TimeRange range = TimeRange.of(call, clock);
        TrackRights.Decision.Allowed allowed = access.allowed(vehicle, range, call.person());
        write(call.person(), vehicle.plate(), reason, range, allowed);
        return Answer.ok(collection(track(vehicle, range)));
    }

    private List<Sighting> track(Vehicle vehicle, TimeRange range) {
        record Key(Instant ts, String reader) {}
        Map<Key, Sighting> track = new TreeMap<>((one, other) -> one.ts().equals(other.ts())
                ? one.reader().compareTo(other.reader())
                : one.ts().compareTo(other.ts()));
        List<Sighting> raw =
                history.ask(history -> history.track(vehicle.tag(), range.from(), range.to(), MOST_POINTS + 1));
        kept.kept(vehicle.plate(), range.from(), range.to(), MOST_POINTS + 1)
                .forEach(each -> track.put(new Key(each.ts(), each.reader()), each));
        raw.forEach(each -> track.put(new Key(each.ts(), each.reader()), each));
        if (track.size() > MOST_POINTS) {
            throw new RefusedCall(
                    Problem.badRequest("from, to", "more than " + MOST_POINTS + " points", "a shorter time"));
        }
        return List.copyOf(track.values());
    }

    private ObjectNode collection(List<Sighting> track) {
        Map<String, Device> readers = new HashMap<>();
        devices.findAll(track.stream().map(Sighting::reader).distinct().toList()).stream()
                .map(Registered::body)
                .forEach(reader -> readers.put(reader.id(), reader));
        ObjectNode collection = Json.mapper().createObjectNode();
        collection.put("type", "FeatureCollection");
        ArrayNode features = collection.putArray("features");
        track.forEach(sighting -> addPoint(features, sighting, readers.get(sighting.reader())));
        return collection;
    }

    private static void addPoint(ArrayNode features, Sighting sighting, @Nullable Device reader) {
        ObjectNode feature = features.addObject();
        feature.put("type", "Feature");
        ObjectNode geometry = feature.putObject("geometry");
        geometry.put("type", "Point");
        geometry.putArray("coordinates")
                .add(sighting.position().lon())
                .add(sighting.position().lat());
        ObjectNode properties = feature.putObject("properties");
        properties.put("ts", sighting.ts().toEpochMilli());
        properties.put("reader", sighting.reader());
        if (sighting.rssi() != null) {
            properties.put("rssi", sighting.rssi());
        }
        if (reader != null && reader.name() != null) {
            properties.put("name", reader.name());
        }
        if (reader != null && reader.road() != null) {
            properties.put("road", reader.road());
        }
    }

    private void write(
            Person person, String plate, String reason, TimeRange range, TrackRights.Decision.Allowed allowed) {
        String clipped = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        Map<String, String> detail = new HashMap<>(Map.of(
                "role", person.role().text(),
                "reason", clipped,
                "ground",
                        allowed.ground().kind().text() + " " + allowed.ground().reference(),
                "from", range.from().toString(),
                "to", range.to().toString()));
        if (allowed.grantedBy() != null) {
            detail.put("grantedBy", allowed.grantedBy());
        }
        audit.write(new AuditEntry(clock.instant(), person.name(), "vehicle.track", plate, detail));
    }
}
