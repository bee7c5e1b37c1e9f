package io.citywatch.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.standalone.config.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL as the launcher runs it: with a password, durable, watched, and never left behind. */
final class PostgresServerIT {
    private static final Path PROGRAMS = Path.of("target", "postgresql").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void keepsItsDataBehindAPasswordAndSurvivesAKill() throws Exception {
        int port = Ports.free().postgres();
        Path data = folder.resolve("postgres");
        try (PostgresServer server = PostgresServer.start(data, PROGRAMS, port)) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "guessed"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("postgres-password"))))
                    .isEqualTo("rw-------");
            assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
            execute(server, "CREATE TABLE kept AS SELECT 'still here' AS what");
            long killed = server.pid();

            assertThat(ProcessHandle.of(killed).orElseThrow().destroyForcibly()).isTrue();

            assertThat(untilItAnswers(server, "SELECT what FROM kept")).isEqualTo("still here");
            assertThat(server.pid()).isNotEqualTo(killed);
        }
        assertThat(data.resolve("postmaster.pid"))
                .as("a server after its close")
                .doesNotExist();
    }

    @Test
    void stopsWhatAnEarlierPlatformLeftRunningAndOnlyThat() throws Exception {
        Path data = folder.resolve("postgres");
        try (PostgresServer server =
                PostgresServer.start(data, PROGRAMS, Ports.free().postgres())) {
            Path other = Files.createDirectories(folder.resolve("other"));
            Files.writeString(other.resolve("postmaster.pid"), server.pid() + "\n");
            LeftoverPostgres.stop(other);
            assertThat(ProcessHandle.of(server.pid()).map(ProcessHandle::isAlive))
                    .contains(true);

            ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
            LeftoverPostgres.stop(data);

            assertThat(process.isAlive()).isFalse();
        }
    }

    private static String untilItAnswers(PostgresServer server, String question) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                return ask(server, question);
            } catch (SQLException e) {
                assertThat(System.nanoTime()).as("not back: " + e.getMessage()).isLessThan(end);
            }
            assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    private static String ask(PostgresServer server, String question) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            assertThat(answer.next()).isTrue();
            return answer.getString(1);
        }
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
