package io.citywatch.benchmarks.nearest;

import io.citywatch.model.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The usual answer to "who is nearest": PostGIS with an index over points, by straight line. It runs as Debian installs
 * it, on a folder and a port of its own.
 */
final class PostGis implements AutoCloseable {
    /** What is missing where there is none. */
    static final String MISSING = "postgis: not installed (Debian: postgresql-15-postgis-3)";

    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");
    private static final Path EXTENSIONS = Path.of("/usr/share/postgresql");

    private final Path programs;
    private final Path folder;
    private final List<String> asSomebodyElse;
    private final Connection connection;

    private PostGis(Path programs, Path folder, List<String> asSomebodyElse, int port)
            throws IOException, SQLException {
        this.programs = programs;
        this.folder = folder;
        this.asSomebodyElse = asSomebodyElse;
        run("initdb", "-D", folder.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8");
        run(
                "pg_ctl",
                "-D",
                folder.toString(),
                "-w",
                "-l",
                folder.resolve("server.log").toString(),
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''",
                "start");
        connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "");
    }

    /** Starts it in an empty folder, if it is installed. */
    static Optional<PostGis> start(Path folder, int port) throws IOException, SQLException {
        if (!Files.isDirectory(PROGRAMS)) {
            return Optional.empty();
        }
        Optional<Path> found;
        try (Stream<Path> versions = Files.list(PROGRAMS)) {
            found = versions.filter(version -> Files.exists(EXTENSIONS
                            .resolve(version.getFileName())
                            .resolve("extension")
                            .resolve("postgis.control")))
                    .filter(version -> Files.isExecutable(version.resolve("bin").resolve("initdb")))
                    .max(Path::compareTo);
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        // PostgreSQL refuses to run as root.
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        Files.createDirectories(folder);
        return Optional.of(
                new PostGis(found.get().resolve("bin"), folder, isRoot ? List.of("unshare", "-U") : List.of(), port));
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(asSomebodyElse);
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolveSibling(program + ".out").toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(program + ": "
                        + Files.readString(folder.resolveSibling(program + ".out"))
                                .strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(program + ": interrupted", e);
        }
    }

    void fill(Crowd crowd) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS postgis");
            statement.execute("DROP TABLE IF EXISTS people");
            statement.execute("CREATE TABLE people (id text PRIMARY KEY, place geography(Point, 4326))");
        }
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO people VALUES (?, ST_SetSRID(ST_MakePoint(?, ?), 4326)::geography)")) {
            for (Crowd.Person person : crowd.people()) {
                insert.setString(1, person.id());
                insert.setDouble(2, person.place().lon());
                insert.setDouble(3, person.place().lat());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE INDEX people_place ON people USING gist (place)");
            statement.execute("ANALYZE people");
        }
    }

    /** The ids of the nearest by straight line. */
    List<String> nearest(Position place, int most) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT id FROM people ORDER BY place <-> ST_SetSRID(ST_MakePoint(?, ?), 4326)::geography LIMIT ?")) {
            query.setDouble(1, place.lon());
            query.setDouble(2, place.lat());
            query.setInt(3, most);
            List<String> ids = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        }
    }

    @Override
    public void close() throws SQLException, IOException {
        connection.close();
        run("pg_ctl", "-D", folder.toString(), "-m", "fast", "-w", "stop");
    }
}
