package io.citywatch.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.alerts.area.Area;
import io.citywatch.alerts.area.AreaLevel;
import io.citywatch.alerts.registry.RegistryKind;
import io.citywatch.model.Decoded;
import io.citywatch.model.Position;
import io.citywatch.model.json.Json;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Responder;
import io.citywatch.model.registry.StolenVehicle;
import io.citywatch.model.registry.TheftReport;
import io.citywatch.model.registry.Vehicle;
import io.citywatch.streaming.io.RegistryRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The registry of a recording: JSON lines of {@code type} and the body of that kind, as the HTTP API takes it. Of two
 * lines with one id the last counts.
 */
final class RecordedRegistry {
    private static final String NO_TOKEN = "0".repeat(64);
    private static final int MOST_FAULTS_TOLD = 20;
    private static final String TYPES = "device, vehicle, elder, responder, theft-report or area";

    private final Map<String, Device> devices = new LinkedHashMap<>();
    private final Map<String, Vehicle> vehicles = new LinkedHashMap<>();
    private final Map<String, Elder> elders = new LinkedHashMap<>();
    private final Map<String, String> eldersByTerminal = new HashMap<>();
    private final Map<String, Responder> responders = new HashMap<>();
    private final Map<String, Area> areas = new LinkedHashMap<>();
    private final Map<Long, TheftReport> reports = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    private RecordedRegistry() {}

    /**
     * @throws BadRecording naming each line that cannot be taken
     * @throws IOException if the file cannot be read
     */
    static RecordedRegistry read(Path file) throws IOException {
        RecordedRegistry registry = new RecordedRegistry();
        try (JsonLines lines = JsonLines.open(file)) {
            for (Optional<JsonLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                registry.take(line.get());
            }
        }
        registry.requireReportedVehicles();
        registry.complain(file);
        return registry;
    }

    /** Who may publish, by client id. */
    Map<String, Credential> clients() {
        Map<String, Credential> clients = new HashMap<>();
        devices.values().forEach(device -> clients.put(device.id(), credential(RegistryKind.DEVICE, device)));
        responders
                .values()
                .forEach(responder -> clients.put(responder.id(), credential(RegistryKind.RESPONDER, responder)));
        return clients;
    }

    List<RegistryRecord> devices() {
        return devices.values().stream()
                .map(this::withElder)
                .map(device -> record(RegistryKind.DEVICE, device))
                .toList();
    }

    List<RegistryRecord> elders() {
        return elders.values().stream()
                .map(elder -> record(RegistryKind.ELDER, elder))
                .toList();
    }

    List<RegistryRecord> vehicles() {
        return vehicles.values().stream()
                .map(vehicle -> record(RegistryKind.VEHICLE, vehicle))
                .toList();
    }

    List<RegistryRecord> areas() {
        return areas.values().stream()
                .map(area -> record(RegistryKind.AREA, area))
                .toList();
    }

    /** Each report at its time. */
    List<RegistryRecord> stolen() {
        return reports.values().stream()
                .sorted(Comparator.comparing(TheftReport::reportedAt))
                .map(report -> {
                    String tag = Objects.requireNonNull(vehicles.get(report.plate()), "a vehicle that was checked")
                            .tag();
                    return new RegistryRecord(
                            tag,
                            Json.write(new StolenVehicle(tag, report)),
                            report.reportedAt().toEpochMilli());
                })
                .toList();
    }

    /** Where a device stands; null of one that moves, or that is not registered. */
    @Nullable
    Position placeOf(String device) {
        Device found = devices.get(device);
        return found == null || Boolean.TRUE.equals(found.mobile()) ? null : found.position();
    }

    private void take(JsonLines.Line line) {
        if (!(line.content() instanceof Decoded.Valid<JsonNode> valid)
                || !(valid.value() instanceof ObjectNode body)
                || !body.path("type").isTextual()) {
            fault(
                    line,
                    line.content()
                            .fold(
                                    json -> "type: " + json.path("type") + " (expected: " + TYPES + ")",
                                    reason -> reason));
            return;
        }
        switch (body.path("type").textValue()) {
            case "device" -> body(line, body, Device.class).ifPresent(device -> devices.put(device.id(), device));
            case "vehicle" ->
                body(line, body, Vehicle.class).ifPresent(vehicle -> vehicles.put(vehicle.plate(), vehicle));
            case "elder" -> body(line, body, Elder.class).ifPresent(this::take);
            case "responder" ->
                body(line, body, Responder.class).ifPresent(responder -> responders.put(responder.id(), responder));
            case "theft-report" ->
                body(line, body, TheftReport.class).ifPresent(report -> reports.put(line.number(), report));
            case "area", "Feature" -> area(line, body);
            default -> fault(line, "type: " + body.path("type") + " (expected: " + TYPES + ")");
        }
    }

    /** Of areas only zones are judged. One is a GeoJSON feature, whose own type is {@code Feature}. */
    private void area(JsonLines.Line line, ObjectNode body) {
        String level =
                body.path("level").asText(body.path("properties").path("level").asText());
        if (!level.equals(AreaLevel.ZONE.text())) {
            return;
        }
        body(line, body.deepCopy().put("type", "Feature"), Area.class).ifPresent(area -> areas.put(area.id(), area));
    }

    private void take(Elder elder) {
        elders.put(elder.id(), elder);
        if (elder.terminal() != null) {
            eldersByTerminal.put(elder.terminal(), elder.id());
        }
    }

    private <T> Optional<T> body(JsonLines.Line line, ObjectNode body, Class<T> type) {
        Decoded<T> decoded = Json.read(Json.write(body), type);
        if (decoded instanceof Decoded.Valid<T> valid) {
            return Optional.of(valid.value());
        }
        fault(line, decoded.fold(value -> "", reason -> reason));
        return Optional.empty();
    }

    private void requireReportedVehicles() {
        reports.forEach((number, report) -> {
            if (!vehicles.containsKey(report.plate())) {
                faults.add("line " + number + ": plate: '" + report.plate() + "' (expected: a registered vehicle)");
            }
        });
    }

    private void complain(Path file) {
        if (!faults.isEmpty()) {
            String told = String.join("\n  ", faults.subList(0, Math.min(faults.size(), MOST_FAULTS_TOLD)));
            String more =
                    faults.size() > MOST_FAULTS_TOLD ? "\n  and " + (faults.size() - MOST_FAULTS_TOLD) + " more" : "";
            throw new BadRecording(file + ": " + faults.size() + " bad lines:\n  " + told + more);
        }
    }

    private void fault(JsonLines.Line line, String reason) {
        faults.add("line " + line.number() + ": " + reason);
    }

    /** An elder's file may name the terminal, or the terminal its elder. */
    private Device withElder(Device device) {
        String elder = eldersByTerminal.get(device.id());
        return device.elder() != null || elder == null ? device : device.withElder(elder);
    }

    private static <T> Credential credential(RegistryKind<T> kind, T body) {
        if (kind.credential() == null) {
            throw new IllegalArgumentException(kind.name() + " (expected: a kind that connects)");
        }
        return kind.credential().apply(body, NO_TOKEN);
    }

    private static <T> RegistryRecord record(RegistryKind<T> kind, T body) {
        return new RegistryRecord(kind.key().apply(body), kind.written(body), 0);
    }

    /** How many entries each kind has, for people. */
    @Override
    public String toString() {
        Map<String, Collection<?>> kinds = new LinkedHashMap<>();
        kinds.put("devices", devices.keySet());
        kinds.put("elders", elders.keySet());
        kinds.put("vehicles", vehicles.keySet());
        kinds.put("theft reports", reports.keySet());
        kinds.put("responders", responders.keySet());
        kinds.put("zones", areas.keySet());
        return kinds.entrySet().stream()
                .map(kind -> kind.getValue().size() + " " + kind.getKey())
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }
}
