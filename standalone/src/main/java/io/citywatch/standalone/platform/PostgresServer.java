package io.citywatch.standalone.platform;

import io.citywatch.standalone.config.StartFailure;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL as a child process, bound to the loopback address, durable (fsync on), with a password of its own.
 * If it dies it is started again on the same port; what an earlier platform left running is stopped first (see
 * {@link LeftoverPostgres}).
 */
public final class PostgresServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final long RESTART_PAUSE_MILLIS = 500;
    static final String USER = "postgres";
    /** Within the data folder. */
    static final String PASSWORD_FILE = "postgres-password";

    private static final int PASSWORD_BYTES = 24;
    private static final String ACCESS = "host all all 127.0.0.1/32 scram-sha-256\n";

    private final Path folder;
    private final Path programs;
    private final int port;
    private final String password;
    private final CountDownLatch closing = new CountDownLatch(1);
    private EmbeddedPostgres server;

    private PostgresServer(Path folder, Path programs, int port) throws IOException, SQLException {
        this.folder = folder;
        this.programs = programs;
        this.port = port;
        this.password = password(folder.resolveSibling(PASSWORD_FILE));
        this.server = launch();
        requirePassword();
        watch();
    }

    /**
     * @param folder the database's own folder
     * @param programs where PostgreSQL's binaries are unpacked, once for all databases
     */
    public static PostgresServer start(Path folder, Path programs, int port) {
        try {
            Files.createDirectories(programs);
            return new PostgresServer(folder, programs, port);
        } catch (IOException | SQLException | RuntimeException e) {
            throw new StartFailure(
                    "PostgreSQL does not start on port " + port + ", folder " + folder + ": " + e.getMessage()
                            + " (see " + folder.resolveSibling("postgres.log") + ")",
                    e);
        }
    }

    private static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            OwnerOnly.write(file, HexFormat.of().formatHex(random).getBytes(StandardCharsets.UTF_8));
        }
        return Files.readString(file).strip();
    }

    private EmbeddedPostgres launch() throws IOException {
        Path log = folder.resolveSibling("postgres.log");
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false) // the platform stops it in its order, last but one
                .setOverrideWorkingDirectory(programs.toFile())
                .setPort(port)
                .setPGStartupWait(START_TIMEOUT)
                .setConnectConfig("password", password)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                // The library's defaults are for throw-away test databases.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "64MB")
                .setServerConfig("log_min_messages", "warning")
                .setServerConfig("log_checkpoints", "off")
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** A new database trusts everybody on this machine; from its first start on it does not. */
    private void requirePassword() throws IOException, SQLException {
        Path access = folder.resolve("pg_hba.conf");
        if (Files.readString(access).equals(ACCESS)) {
            return;
        }
        try (Connection connection = DriverManager.getConnection(jdbcUrl(), USER, password);
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER USER " + USER + " PASSWORD '" + password + "'");
            Files.writeString(access, ACCESS);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private void watch() {
        var unused = ProcessHandle.of(pid())
                .map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenRunAsync(this::startAgain);
    }

    private void startAgain() {
        if (closing.getCount() == 0) {
            return;
        }
        LOG.error("PostgreSQL ended by itself; it is started again");
        try {
            while (!closing.await(RESTART_PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                if (tryLaunch()) {
                    LOG.warn("PostgreSQL is back on port {}", port);
                    watch();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean tryLaunch() {
        if (closing.getCount() == 0) {
            return true;
        }
        try {
            // Lets go of its lock on the folder; there is no process left to stop.
            server.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("the ended PostgreSQL could not be stopped once more", e);
        }
        try {
            server = launch();
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("PostgreSQL does not start yet: {}", e.toString());
            return false;
        }
    }

    /** The JDBC address, without user and password. */
    public String jdbcUrl() {
        return jdbcUrl(port);
    }

    static String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    /** The server's own process; what started it is long gone. -1 if it has left no word of itself. */
    long pid() {
        return LeftoverPostgres.pidIn(folder).orElse(-1);
    }

    @Override
    public String toString() {
        return "PostgreSQL on 127.0.0.1:" + port;
    }

    @Override
    public synchronized void close() {
        closing.countDown();
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("PostgreSQL does not stop", e);
        }
    }
}
