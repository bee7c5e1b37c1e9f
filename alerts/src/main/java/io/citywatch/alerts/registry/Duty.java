package io.citywatch.alerts.registry;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.store.Database;
import java.time.Clock;
import java.util.Map;

/** Puts responders on duty and takes them off; only those on duty are offered anything. Thread-safe. */
public final class Duty {
    private final Database database;
    private final DutyStore store;
    private final AuditLog audit;
    private final Clock clock;

    public Duty(Database database, DutyStore store, AuditLog audit, Clock clock) {
        this.database = database;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** False if there is no such responder. */
    public boolean set(String responder, boolean onDuty, Person person) {
        return database.inTransaction(transaction -> {
            if (!store.setOnDuty(transaction, responder, onDuty, clock.instant())) {
                return false;
            }
            Map<String, String> detail = Map.of("role", person.role().text());
            String action = onDuty ? "duty.begin" : "duty.end";
            audit.write(transaction, new AuditEntry(clock.instant(), person.name(), action, responder, detail));
            return true;
        });
    }
}
