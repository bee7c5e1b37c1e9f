package io.citywatch.standalone.score;

import io.citywatch.alerts.registry.RegistryKind;
import io.citywatch.ingest.log.Intake;
import io.citywatch.ingest.log.LogEntry;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.simulators.truth.Recorded;
import io.citywatch.simulators.truth.TrueCity;
import io.citywatch.standalone.replay.GatewayChecks;
import io.citywatch.streaming.io.LogEvent;
import io.citywatch.streaming.io.RegistryRecord;
import io.citywatch.streaming.replay.Recording;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** A true city's days as a recording: each message through the gateway's own checks, hour by hour, never all at once. */
final class TrueRecording implements Recording, AutoCloseable {
    private static final String NO_TOKEN = "0".repeat(64);
    /** What is on its way at the last midnight still arrives. */
    private static final Duration UNDERWAY = Duration.ofMinutes(1);

    private final TrueCity city;
    private final GatewayChecks garbledChecks;
    private final HourSupply supply;
    private final Instant first;
    private final Instant last;

    TrueRecording(TrueCity city) {
        this.city = city;
        Map<String, Credential> clients = clients(city);
        this.garbledChecks = new GatewayChecks(clients);
        this.first =
                Instant.ofEpochMilli(city.calendar().midnight(-city.calendar().warmUpDays()));
        this.last = Instant.ofEpochMilli(city.calendar().end()).plus(UNDERWAY);
        this.supply = new HourSupply(city, new GatewayChecks(clients), last);
    }

    private static Map<String, Credential> clients(TrueCity city) {
        BiFunction<io.citywatch.model.registry.Device, String, Credential> credential =
                RegistryKind.DEVICE.credential();
        if (credential == null) {
            throw new IllegalStateException("device (expected: a kind that connects)");
        }
        Map<String, Credential> clients = new HashMap<>();
        city.devices().forEach(device -> clients.put(device.id(), credential.apply(device, NO_TOKEN)));
        return clients;
    }

    /** How many messages were read so far. */
    long messages() {
        return supply.messages();
    }

    @Override
    public Instant first() {
        return first;
    }

    @Override
    public Instant matters() {
        return Instant.ofEpochMilli(city.calendar().start());
    }

    @Override
    public Instant last() {
        return last;
    }

    @Override
    public Iterator<LogEvent> events() {
        return supply.lane(Lane.EMERGENCY);
    }

    @Override
    public Iterator<LogEvent> bulk() {
        return supply.lane(Lane.BULK);
    }

    @Override
    public List<RegistryRecord> devices() {
        return city.devices().stream()
                .map(device -> record(RegistryKind.DEVICE, device, 0))
                .toList();
    }

    @Override
    public List<RegistryRecord> elders() {
        return city.elders().stream()
                .map(change -> record(RegistryKind.ELDER, change.elder(), change.at()))
                .toList();
    }

    @Override
    public List<RegistryRecord> vehicles() {
        return city.vehicles().stream()
                .map(change -> record(RegistryKind.VEHICLE, change.vehicle(), change.at()))
                .toList();
    }

    @Override
    public List<RegistryRecord> stolen() {
        return city.hunts().stream()
                .map(hunt -> new RegistryRecord(
                        hunt.tag(), hunt.stolen() == null ? null : Json.write(hunt.stolen()), hunt.at()))
                .toList();
    }

    @Override
    public List<RegistryRecord> areas() {
        return city.zones().stream()
                .map(zone -> new RegistryRecord(String.valueOf(zone.get("id")), Json.write(zone), 0))
                .toList();
    }

    @Override
    public List<RegistryRecord> deadLetters() {
        List<RegistryRecord> letters = new ArrayList<>();
        for (Recorded message : city.garbled()) {
            Instant receivedAt = Instant.ofEpochMilli(message.receivedAt());
            Intake intake = garbledChecks
                    .take(message.topic(), message.payload(), receivedAt)
                    .fold(taken -> taken, reason -> {
                        throw new IllegalStateException(reason);
                    });
            LogEntry entry = intake.entry();
            if (entry.topic() != LogTopic.DEAD_LETTERS) {
                throw new IllegalStateException(message.topic() + ": can be read (expected: a dead letter)");
            }
            letters.add(new RegistryRecord(
                    new String(entry.key(), StandardCharsets.UTF_8), entry.value(), message.receivedAt()));
        }
        return letters;
    }

    private static <T> RegistryRecord record(RegistryKind<T> kind, T body, long at) {
        return new RegistryRecord(kind.key().apply(body), kind.written(body), at);
    }

    @Override
    public void close() {
        supply.close();
    }
}
