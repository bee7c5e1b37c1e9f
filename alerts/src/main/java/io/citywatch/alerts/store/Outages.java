package io.citywatch.alerts.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jdbi.v3.core.ConnectionException;
import org.jspecify.annotations.Nullable;

/** Tells a failure of the database from a failure of the statement: the first passes with time, the second does not. */
public final class Outages {
    private Outages() {}

    /** True if the same work may well succeed later: no connection, shutdown, out of resources, serialisation. */
    public static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectionException || cause instanceof SQLTransientConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql && passes(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** True if the database chose this transaction as the one to give way, so that it should run again at once. */
    static boolean gaveWay(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && ("40001".equals(sql.getSQLState()) || "40P01".equals(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /** 08 connection, 25006 read only (a standby), 40 rollback, 53 resources, 57 operator intervention, 58 system. */
    private static boolean passes(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.equals("25006")
                        || state.startsWith("40")
                        || state.startsWith("53")
                        || state.startsWith("57")
                        || state.startsWith("58"));
    }
}
