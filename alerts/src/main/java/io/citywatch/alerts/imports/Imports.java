package io.citywatch.alerts.imports;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.area.Area;
import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.registry.Consequences;
import io.citywatch.alerts.registry.RegistryKind;
import io.citywatch.alerts.registry.RegistryStore;
import io.citywatch.alerts.store.Database;
import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Responder;
import io.citywatch.model.registry.Vehicle;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports files, one of each kind at a time, across all processes. Thread-safe. */
public final class Imports {
    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);

    /** Where the things go. */
    public record Stores(
            RegistryStore<Vehicle> vehicles,
            Consequences<Vehicle> ofVehicles,
            RegistryStore<Elder> elders,
            RegistryStore<Responder> responders,
            RegistryStore<Device> devices,
            RegistryStore<Area> areas) {}

    private interface Reader<T> {
        Lines<T> open(InputStream file) throws IOException;
    }

    private record Kind<T>(RegistryImport.Target<T> target, Reader<T> reader) {}

    private final Map<String, Kind<?>> kinds = new TreeMap<>();
    private final Database database;
    private final ImportLock lock;
    private final Backlog backlog;
    private final AuditLog audit;
    private final Clock clock;
    private final SecureRandom random;

    public Imports(
            Stores stores,
            Database database,
            ImportLock lock,
            Backlog backlog,
            AuditLog audit,
            Clock clock,
            SecureRandom random) {
        this.database = database;
        this.lock = lock;
        this.backlog = backlog;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
        kinds.put(
                "vehicles",
                new Kind<>(
                        new RegistryImport.Target<>(
                                RegistryKind.VEHICLE,
                                stores.vehicles(),
                                stores.ofVehicles(),
                                Map.of("tag", Vehicle::tag)),
                        file -> new CsvLines<>(file, Vehicle.class, Columns.VEHICLES)));
        kinds.put("elders", csv(RegistryKind.ELDER, stores.elders(), Columns.ELDERS));
        kinds.put("responders", csv(RegistryKind.RESPONDER, stores.responders(), Columns.RESPONDERS));
        kinds.put("devices", csv(RegistryKind.DEVICE, stores.devices(), Columns.DEVICES));
        kinds.put(
                "areas",
                new Kind<>(
                        new RegistryImport.Target<>(RegistryKind.AREA, stores.areas(), Consequences.none(), Map.of()),
                        FeatureLines::new));
    }

    private static <T> Kind<T> csv(RegistryKind<T> kind, RegistryStore<T> store, Columns columns) {
        return new Kind<>(
                new RegistryImport.Target<>(kind, store, Consequences.none(), Map.of()),
                file -> new CsvLines<>(file, kind.type(), columns));
    }

    /** The kinds that can be imported, as in the path. */
    public List<String> kinds() {
        return List.copyOf(kinds.keySet());
    }

    /**
     * Imports a file; it is read as it comes and need not fit into memory.
     *
     * @param kind one of {@link #kinds}
     * @return none if another import of the kind is running
     * @throws IllegalArgumentException if the file is not what the kind's file must be, naming what is wrong
     * @throws ImportStopped if the file breaks off or the database is away
     */
    public Optional<ImportReport> run(String kind, InputStream file, Person person) {
        Kind<?> known = kinds.get(kind);
        if (known == null) {
            throw new IllegalArgumentException("kind: " + kind + " (expected: one of " + kinds() + ")");
        }
        return lock.alone(kind, () -> run(kind, known, file, person));
    }

    private <T> ImportReport run(String name, Kind<T> kind, InputStream file, Person person) {
        ImportCount count = new ImportCount();
        RegistryImport<T> writer = new RegistryImport<>(kind.target(), database, random, count);
        Lines<T> lines;
        try {
            lines = kind.reader().open(file);
        } catch (IOException e) {
            throw new ImportStopped(count.report(name, List.of()), e);
        }
        try {
            List<Lines.Line<T>> portion = new ArrayList<>();
            for (Lines.Line<T> line = lines.next(); line != null; line = lines.next()) {
                portion.add(line);
                if (portion.size() == writer.portion()) {
                    writer.write(portion, clock.instant().truncatedTo(ChronoUnit.MICROS));
                    portion.clear();
                    backlog.awaitLittle();
                }
            }
            writer.write(portion, clock.instant().truncatedTo(ChronoUnit.MICROS));
        } catch (IOException | RuntimeException e) {
            ImportStopped stopped = new ImportStopped(count.report(name, lines.ignoredColumns()), e);
            LOG.warn("{}", stopped.getMessage());
            write(stopped.report(), person, e.getClass().getSimpleName());
            throw stopped;
        }
        ImportReport report = count.report(name, lines.ignoredColumns());
        write(report, person, "no");
        return report;
    }

    private void write(ImportReport report, Person person, String stoppedBy) {
        Map<String, String> detail = Map.of(
                "role", person.role().text(),
                "lines", Integer.toString(report.lines()),
                "created", Integer.toString(report.created()),
                "updated", Integer.toString(report.updated()),
                "unchanged", Integer.toString(report.unchanged()),
                "bad", Integer.toString(report.bad()),
                "stopped", stoppedBy);
        try {
            audit.write(
                    new AuditEntry(clock.instant(), person.name(), "import." + report.kind(), report.kind(), detail));
        } catch (RuntimeException e) {
            // What was written carries its own time; the report still goes to who asked.
            LOG.error("import of {}: not audited: {} {}", report.kind(), person.name(), detail, e);
        }
    }
}
