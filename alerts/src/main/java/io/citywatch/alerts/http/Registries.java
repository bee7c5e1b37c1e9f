package io.citywatch.alerts.http;

import io.citywatch.alerts.area.Area;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.history.History;
import io.citywatch.alerts.imports.Imports;
import io.citywatch.alerts.registry.Consequences;
import io.citywatch.alerts.registry.Registered;
import io.citywatch.alerts.registry.Registry;
import io.citywatch.alerts.registry.RegistryKind;
import io.citywatch.alerts.registry.RegistryStore;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.FreshIds;
import io.citywatch.alerts.store.OutboxBacklog;
import io.citywatch.alerts.store.PostgresImportLock;
import io.citywatch.alerts.store.PostgresRegistry;
import io.citywatch.alerts.store.PostgresTheftStore;
import io.citywatch.alerts.store.PostgresTrackAccess;
import io.citywatch.alerts.theft.CaseTracks;
import io.citywatch.alerts.theft.HuntFollowsVehicle;
import io.citywatch.alerts.theft.TheftDesk;
import io.citywatch.alerts.track.TrackRights;
import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Responder;
import io.citywatch.model.registry.Vehicle;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of the registry are answered by, wired.
 *
 * @param keptTracks what outlived the raw history
 * @param trackRights who may look at a track
 * @param history null if none is configured
 */
public record Registries(
        Registry<Device> devices,
        Registry<Vehicle> vehicles,
        Registry<Elder> elders,
        Registry<Responder> responders,
        Registry<Area> areas,
        TheftDesk thefts,
        CaseTracks.Store keptTracks,
        TrackRights trackRights,
        Imports imports,
        @Nullable History history) {
    /**
     * What all of them share.
     *
     * @param events hears of each device and vehicle that changes
     * @param areasChanged runs after a change of the areas by this process
     */
    public record Ground(
            Database database,
            PostgresRegistry tables,
            AuditLog audit,
            LiveEvents events,
            Runnable areasChanged,
            Clock clock,
            SecureRandom random) {
        <T> Registry<T> registry(
                RegistryKind<T> kind,
                RegistryStore<T> store,
                Consequences<T> consequences,
                Consumer<Registered<T>> changed) {
            return new Registry<>(kind, database, store, audit, clock, random, consequences, changed);
        }
    }

    /** @param history null if none is configured */
    public static Registries on(Ground ground, @Nullable History history) {
        PostgresRegistry tables = ground.tables();
        PostgresTheftStore thefts = new PostgresTheftStore(ground.database());
        Consequences<Vehicle> hunt = new HuntFollowsVehicle(thefts);
        LiveEvents events = ground.events();
        Consumer<Registered<Vehicle>> vehicleChanged =
                vehicle -> events.publish(LiveEvents.VEHICLE, VehicleCalls.withoutOwner(vehicle));
        Imports imports = new Imports(
                new Imports.Stores(
                        tables.vehicles(),
                        hunt,
                        tables.elders(),
                        tables.responders(),
                        tables.devices(),
                        tables.areas()),
                ground.database(),
                new PostgresImportLock(ground.database()),
                new OutboxBacklog(ground.database()),
                ground.audit(),
                ground.clock(),
                ground.random());
        return new Registries(
                ground.registry(
                        RegistryKind.DEVICE,
                        tables.devices(),
                        Consequences.none(),
                        device -> events.publish(LiveEvents.DEVICE, device.view())),
                ground.registry(RegistryKind.VEHICLE, tables.vehicles(), hunt, vehicleChanged),
                ground.registry(RegistryKind.ELDER, tables.elders(), Consequences.none(), elder -> {}),
                ground.registry(RegistryKind.RESPONDER, tables.responders(), Consequences.none(), responder -> {}),
                ground.registry(
                        RegistryKind.AREA,
                        tables.areas(),
                        Consequences.none(),
                        area -> ground.areasChanged().run()),
                new TheftDesk(
                        ground.database(), tables.vehicles(), thefts, ground.audit(), ground.clock(), vehicleChanged),
                thefts,
                new TrackRights(
                        ground.database(),
                        new PostgresTrackAccess(ground.database()),
                        ground.audit(),
                        events,
                        ground.clock(),
                        FreshIds::next),
                imports,
                history);
    }
}
