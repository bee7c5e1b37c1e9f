package io.citywatch.standalone.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The platform's own tables, for what no API tells. */
final class Records implements AutoCloseable {
    private final Connection connection;

    Records(Path folder, int port) throws IOException, SQLException {
        String password = Files.readString(folder.resolve("postgres-password")).strip();
        connection =
                DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
    }

    /** Timers that are due or will be. */
    int timersOf(String incident) throws SQLException {
        return count("SELECT count(*) FROM timers WHERE incident = ?", incident);
    }

    /** People who are on the way or there. */
    int peopleOn(String incident) throws SQLException {
        return count("SELECT count(*) FROM assignments WHERE incident = ? AND state <> 'CLEARED'", incident);
    }

    private int count(String sql, String incident) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, incident);
            try (ResultSet result = statement.executeQuery()) {
                boolean unused = result.next();
                return result.getInt(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
