package io.citywatch.alerts.store;

import io.citywatch.alerts.registry.Registered;
import io.citywatch.alerts.registry.RegistryStore;
import io.citywatch.alerts.registry.SubjectRecords;
import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Vehicle;
import java.util.List;
import java.util.Optional;

/** Reads the registry's tables. */
public final class PostgresSubjectRecords implements SubjectRecords {
    private final Database database;
    private final RegistryStore<Elder> elders;
    private final RegistryStore<Vehicle> vehicles;
    private final RegistryStore<Device> devices;

    public PostgresSubjectRecords(Database database) {
        PostgresRegistry tables = new PostgresRegistry(database);
        this.database = database;
        this.elders = tables.elders();
        this.vehicles = tables.vehicles();
        this.devices = tables.devices();
    }

    @Override
    public Optional<Elder.File> fileOf(String elder) {
        return elders.find(elder).map(found -> found.body().file());
    }

    @Override
    public Optional<Vehicle> vehicle(String plate) {
        return vehicles.find(plate).map(Registered::body);
    }

    @Override
    public Premises premises(String premises) {
        List<String> ids = database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("SELECT id FROM devices WHERE premises = :premises ORDER BY id")
                                .bind("premises", premises)
                                .mapTo(String.class)
                                .list());
        return new Premises(
                premises,
                devices.findAll(ids).stream()
                        .map(Registered::body)
                        .sorted((one, other) -> one.id().compareTo(other.id()))
                        .map(device -> new Detector(device.id(), device.name(), device.kind(), device.position()))
                        .toList());
    }
}
