package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.store.Database;
import java.util.List;

/** Counts, in the database itself, how often a row of the machines came to be or became another state. */
final class TransitionCount {
    /** What a transition is: the machine's table, and what of its rows is the state. */
    private static final List<String> MACHINES = List.of(
            "incidents (state, acknowledged, severity, active)",
            "needs (state)",
            "offers (state)",
            "assignments (state)",
            "notifications (state)");

    private final Database database;

    TransitionCount(Database database) {
        this.database = database;
        database.jdbi().useHandle(handle -> {
            handle.execute("CREATE SEQUENCE transitions");
            handle.execute("CREATE FUNCTION count_transition() RETURNS trigger LANGUAGE plpgsql AS"
                    + " $$ BEGIN PERFORM nextval('transitions'); RETURN NULL; END $$");
            for (String machine : MACHINES) {
                String table = machine.substring(0, machine.indexOf(' '));
                String columns = machine.substring(machine.indexOf('(') + 1, machine.indexOf(')'));
                handle.execute("CREATE TRIGGER born AFTER INSERT ON " + table
                        + " FOR EACH ROW EXECUTE FUNCTION count_transition()");
                handle.execute("CREATE TRIGGER changed AFTER UPDATE ON " + table + " FOR EACH ROW WHEN ("
                        + "(" + of("OLD", columns) + ") IS DISTINCT FROM (" + of("NEW", columns) + "))"
                        + " EXECUTE FUNCTION count_transition()");
            }
        });
    }

    private static String of(String row, String columns) {
        return columns.replaceAll("(\\w+)", row + ".$1");
    }

    /** Those of transactions that were killed are counted too. */
    long soFar() {
        return database.jdbi()
                .withHandle(handle -> handle.select("SELECT last_value FROM transitions")
                        .mapTo(Long.class)
                        .one());
    }
}
