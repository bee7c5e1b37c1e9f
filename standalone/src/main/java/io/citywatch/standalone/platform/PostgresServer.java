package io.citywatch.standalone.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL as a child process, bound to the loopback address, durable (fsync on). One left behind by a killed
 * platform is stopped by its id first, so that a new start never meets its lock.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final String USER = "postgres";

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * @param folder the database's own folder
     * @param programs where PostgreSQL's binaries are unpacked, once for all databases
     */
    public static PostgresServer start(Path folder, Path programs, int port) {
        try {
            Files.createDirectories(programs);
            Path log = folder.resolveSibling("postgres.log");
            return new PostgresServer(EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(programs.toFile())
                    .setPort(port)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    // zonky's defaults are for throw-away test databases
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("shared_buffers", "64MB")
                    .setServerConfig("log_min_messages", "warning")
                    .setServerConfig("log_checkpoints", "off")
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start());
        } catch (IOException | RuntimeException e) {
            throw new StartFailure(
                    "PostgreSQL does not start on port " + port + ", folder " + folder + ": " + e.getMessage()
                            + " (see " + folder.resolveSibling("postgres.log") + ")",
                    e);
        }
    }

    /** The JDBC address, with the user in it. */
    public String jdbcUrl() {
        return server.getJdbcUrl(USER, USER);
    }

    public String user() {
        return USER;
    }

    /** Stops the server that a killed platform left behind on this folder, if there is one. */
    static void stopLeftover(Path folder) {
        Path pidFile = folder.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(pidFile);
            ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                    .filter(process -> isPostgresOf(process, folder))
                    .ifPresent(PostgresServer::stop);
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            LOG.warn("{} cannot be read ({}); PostgreSQL will judge it itself", pidFile, e.toString());
        }
    }

    /** Process ids are reused: only a process that works in this very folder is ours to stop. */
    private static boolean isPostgresOf(ProcessHandle process, Path folder) {
        try {
            Path workingFolder =
                    Path.of("/proc", Long.toString(process.pid()), "cwd").toRealPath();
            return workingFolder.equals(folder.toRealPath());
        } catch (IOException e) {
            return process.info()
                    .command()
                    .map(command -> command.contains("postgres"))
                    .orElse(false);
        }
    }

    @Override
    public String toString() {
        return "PostgreSQL on 127.0.0.1:" + server.getPort();
    }

    private static void stop(ProcessHandle process) {
        LOG.info("stopping PostgreSQL {} that an earlier platform left behind", process.pid());
        process.destroy();
        try {
            process.onExit().get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new StartFailure("PostgreSQL " + process.pid() + " cannot be stopped: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not stop", e);
        }
    }
}
