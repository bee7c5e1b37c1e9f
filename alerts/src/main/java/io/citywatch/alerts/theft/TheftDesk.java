package io.citywatch.alerts.theft;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.incident.IncidentDesk;
import io.citywatch.alerts.registry.Registered;
import io.citywatch.alerts.registry.RegistryStore;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.registry.StolenVehicle;
import io.citywatch.model.registry.TheftReport;
import io.citywatch.model.registry.Vehicle;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes vehicles wanted and ends it. Report, record of the log and audit commit together, so that the hunt begins or
 * ends as soon as the log has the record. Thread-safe: the vehicle's row lock decides.
 */
public final class TheftDesk {
    /** Reads of the time before the report belong to the case, unless the owner saw the vehicle later. */
    public static final Duration LOOK_BACK = Duration.ofHours(24);

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    /** What somebody reports; the plate and, unless it is given, the time are added. */
    public record Report(
            String caseNumber,
            String reportedBy,
            @Nullable Instant reportedAt,
            TheftReport.@Nullable LastSeen lastSeen) {}

    /** What came of it. */
    public enum Result {
        DONE,
        UNKNOWN_VEHICLE,
        ALREADY_REPORTED,
        NOT_REPORTED
    }

    private final Database database;
    private final RegistryStore<Vehicle> vehicles;
    private final TheftStore thefts;
    private final AuditLog audit;
    private final Clock clock;
    private final Consumer<Registered<Vehicle>> changed;
    private volatile Pursued pursued = Pursued.NOBODY;

    /** @param changed hears of each vehicle that became wanted or is so no more, after the commit */
    public TheftDesk(
            Database database,
            RegistryStore<Vehicle> vehicles,
            TheftStore thefts,
            AuditLog audit,
            Clock clock,
            Consumer<Registered<Vehicle>> changed) {
        this.database = database;
        this.vehicles = vehicles;
        this.thefts = thefts;
        this.audit = audit;
        this.clock = clock;
        this.changed = changed;
    }

    /**
     * Begins the hunt.
     *
     * @throws IllegalArgumentException naming the field that is missing or wrong
     */
    public Result report(String plate, Report given, Person person) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        TheftReport report = reportOf(plate, given, now);
        Result result = database.inTransaction(transaction -> {
            Vehicle vehicle = lock(transaction, plate);
            if (vehicle == null) {
                return Result.UNKNOWN_VEHICLE;
            }
            if (thefts.standing(transaction, plate).isPresent()) {
                return Result.ALREADY_REPORTED;
            }
            thefts.open(transaction, report, vehicle.tag(), trackedFrom(report));
            hunt(transaction, vehicle.tag(), report);
            write(transaction, "vehicle.theft-report", plate, report, person, now);
            return Result.DONE;
        });
        return announce(result, plate);
    }

    /** Whose pursuits are called off with a report that is withdrawn. */
    public void watch(Pursued told) {
        pursued = told;
    }

    /** Ends the hunt: the report is withdrawn, and whoever is under way because of it is freed. */
    public Result withdraw(String plate, Person person) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Result result = database.inTransaction(transaction -> {
            // Incidents before the vehicle, as one that is closed as recovered locks them.
            List<String> incidents = thefts.lockOpenIncidents(transaction, plate);
            Vehicle vehicle = lock(transaction, plate);
            if (vehicle == null) {
                return Result.UNKNOWN_VEHICLE;
            }
            Optional<TheftReport> ended = end(transaction, vehicle, person, now, IncidentDesk.WITHDRAWN);
            ended.ifPresent(report -> incidents.forEach(incident -> pursued.callOff(
                    transaction, incident, "report " + report.caseNumber() + " withdrawn", person, now)));
            return ended.isPresent() ? Result.DONE : Result.NOT_REPORTED;
        });
        return announce(result, plate);
    }

    /**
     * Ends the hunt with the incident that is closed: the vehicle was recovered.
     *
     * @return the report that stood until now
     */
    Optional<TheftReport> recovered(Transaction transaction, String plate, Person person, Instant now) {
        Vehicle vehicle = lock(transaction, plate);
        if (vehicle == null) {
            return Optional.empty();
        }
        Optional<TheftReport> report = end(transaction, vehicle, person, now, IncidentDesk.RECOVERED);
        report.ifPresent(unused -> transaction.afterCommit(() -> announce(Result.DONE, plate)));
        return report;
    }

    private Optional<TheftReport> end(
            Transaction transaction, Vehicle vehicle, Person person, Instant now, String outcome) {
        Optional<TheftReport> report = thefts.standing(transaction, vehicle.plate());
        report.ifPresent(standing -> {
            thefts.end(transaction, vehicle.plate(), now, outcome);
            endHunt(transaction, vehicle.tag());
            String action = outcome.equals(IncidentDesk.RECOVERED) ? "vehicle.recovered" : "vehicle.theft-withdraw";
            write(transaction, action, vehicle.plate(), standing, person, now);
        });
        return report;
    }

    private @Nullable Vehicle lock(Transaction transaction, String plate) {
        return vehicles.lock(transaction, plate).map(Registered::body).orElse(null);
    }

    private Result announce(Result result, String plate) {
        if (result == Result.DONE) {
            vehicles.find(plate).ifPresent(changed);
        }
        return result;
    }

    static void hunt(Transaction transaction, String tag, TheftReport report) {
        transaction.append(LogTopic.REGISTRY_STOLEN, tag, null, Json.write(new StolenVehicle(tag, report)));
    }

    static void endHunt(Transaction transaction, String tag) {
        transaction.append(LogTopic.REGISTRY_STOLEN, tag, null, null);
    }

    private static TheftReport reportOf(String plate, Report given, Instant now) {
        Instant reportedAt = given.reportedAt() == null ? now : given.reportedAt();
        requirePast("reportedAt", reportedAt, now);
        TheftReport.LastSeen lastSeen = given.lastSeen();
        if (lastSeen != null) {
            requirePast("lastSeen.ts", lastSeen.ts(), now);
        }
        return new TheftReport(plate, given.caseNumber(), given.reportedBy(), reportedAt, lastSeen);
    }

    private static void requirePast(String name, Instant time, Instant now) {
        if (time.isAfter(now.plus(CLOCKS_DIFFER))) {
            throw new IllegalArgumentException(
                    name + ": " + time.toEpochMilli() + " (expected: not after now, " + now.toEpochMilli() + ")");
        }
    }

    private static Instant trackedFrom(TheftReport report) {
        Instant earliest = report.reportedAt().minus(LOOK_BACK);
        TheftReport.LastSeen lastSeen = report.lastSeen();
        return lastSeen != null && lastSeen.ts().isAfter(earliest) ? lastSeen.ts() : earliest;
    }

    private void write(
            Transaction transaction, String action, String plate, TheftReport report, Person person, Instant now) {
        Map<String, String> detail = Map.of(
                "role", person.role().text(), "caseNumber", report.caseNumber(), "reportedBy", report.reportedBy());
        audit.write(transaction, new AuditEntry(now, person.name(), action, plate, detail));
    }
}
