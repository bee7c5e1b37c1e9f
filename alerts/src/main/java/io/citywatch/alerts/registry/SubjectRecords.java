package io.citywatch.alerts.registry;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Vehicle;
import io.citywatch.model.telemetry.DeviceKind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the registry knows of an incident's subject in full; who reads it audits the look. Thread-safe. */
public interface SubjectRecords {
    /** What helpers must know of a person; empty if the person is unknown or has no file. */
    Optional<Elder.File> fileOf(String elder);

    /** The vehicle with make, colour and owner. */
    Optional<Vehicle> vehicle(String plate);

    /** The detectors that share the premises; none if nobody does. */
    Premises premises(String premises);

    /** A building. */
    record Premises(String id, List<Detector> detectors) {}

    /** A device of a building. */
    record Detector(String id, @Nullable String name, DeviceKind kind, Position position) {}
}
