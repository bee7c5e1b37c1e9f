package io.citywatch.standalone.platform;

import io.citywatch.model.history.QuestTables;
import io.citywatch.standalone.config.StartFailure;
import io.questdb.Bootstrap;
import io.questdb.BootstrapConfiguration;
import io.questdb.DefaultBootstrapConfiguration;
import io.questdb.ServerMain;
import io.questdb.griffin.SqlException;
import io.questdb.log.LogRollingFileWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The history's database inside this JVM: QuestDB, its one HTTP port on the loopback address, so that only programs of
 * this machine reach it. What is written is committed before it is acknowledged; after a kill it goes on from there.
 */
public final class QuestServer implements AutoCloseable {
    /** Small: one machine's history beside everything else. The names are QuestDB's own. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("http.min.enabled", "false"),
            Map.entry("pg.enabled", "false"),
            Map.entry("line.tcp.enabled", "false"),
            Map.entry("line.udp.enabled", "false"),
            Map.entry("telemetry.enabled", "false"),
            Map.entry("metrics.enabled", "false"),
            Map.entry("query.tracing.enabled", "false"),
            Map.entry("cairo.mat.view.enabled", "false"),
            Map.entry("http.worker.count", "1"),
            Map.entry("shared.network.worker.count", "1"),
            Map.entry("shared.query.worker.count", "1"),
            Map.entry("shared.write.worker.count", "1"),
            Map.entry("wal.apply.worker.count", "1"),
            // Each column of each open table has pages of its own; the defaults of 8 and 16 MB are for bulk loads.
            Map.entry("cairo.writer.data.append.page.size", "1M"),
            Map.entry("cairo.wal.writer.data.append.page.size", "256K"),
            Map.entry("cairo.o3.column.memory.size", "1M"),
            // What its SQL compilers keep ready costs 100 MB of heap by default.
            Map.entry("cairo.expression.pool.capacity", "512"),
            Map.entry("cairo.lexer.pool.capacity", "256"),
            Map.entry("cairo.model.pool.capacity", "64"),
            Map.entry("cairo.column.pool.capacity", "256"),
            Map.entry("query.timeout", "30s"));

    private final ServerMain server;
    private final int port;

    private QuestServer(ServerMain server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts on the folder's data and makes what tables are missing.
     *
     * @param programs where its native libraries are unpacked, once for all databases
     */
    public static QuestServer start(Path folder, Path programs, int port) {
        try {
            unpackLibraries(programs);
            configureLog(folder);
            ServerMain server = new ServerMain(new Bootstrap(configuration(port), "-d", folder.toString(), "-n"));
            try {
                // Before it listens: a table that a first point makes would keep each repeat of a point.
                makeTables(server);
                server.start(false);
            } catch (SqlException | RuntimeException e) {
                server.close();
                throw e;
            }
            return new QuestServer(server, port);
        } catch (IOException | SqlException | RuntimeException e) {
            throw new StartFailure(
                    "QuestDB does not start on port " + port + ", folder " + folder + ": " + e.getMessage() + " (see "
                            + folder.resolve("log") + ")",
                    e);
        }
    }

    /** Left to itself it unpacks them anew at each start, and a killed process leaves them behind. */
    private static void unpackLibraries(Path programs) throws IOException {
        String platform = "linux-" + (System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86-64");
        String version = String.valueOf(ServerMain.class.getPackage().getImplementationVersion());
        Path folder = programs.resolve("questdb-" + version + "-" + platform);
        Files.createDirectories(folder);
        for (String name : List.of("libquestdb.so", "libquestdbr.so")) {
            Path library = folder.resolve(name);
            if (Files.exists(library)) {
                continue;
            }
            try (InputStream packed =
                    ServerMain.class.getResourceAsStream("/io/questdb/bin/" + platform + "/" + name)) {
                if (packed == null) {
                    throw new IOException("no " + name + " for " + platform);
                }
                Path unfinished = Files.createTempFile(folder, name, ".part");
                Files.copy(packed, unfinished, StandardCopyOption.REPLACE_EXISTING);
                Files.move(unfinished, library, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        System.setProperty("questdb.libs.dir", folder.toString());
    }

    /** It has a log of its own; only what goes wrong is written. */
    private static void configureLog(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("conf"));
        Files.createDirectories(folder.resolve("log"));
        Files.writeString(
                folder.resolve("conf").resolve("log.conf"),
                String.join(
                        "\n",
                        "writers=file",
                        "w.file.class=" + LogRollingFileWriter.class.getName(),
                        "w.file.location=" + folder.resolve("log") + "/questdb-${date:yyyyMMdd}.log",
                        "w.file.level=ERROR",
                        "w.file.rollEvery=day",
                        "w.file.rollSize=10m",
                        "w.file.lifeDuration=7d",
                        ""),
                StandardCharsets.UTF_8);
    }

    private static BootstrapConfiguration configuration(int port) {
        Map<String, String> environment = new HashMap<>();
        SETTINGS.forEach((key, value) -> environment.put(ServerMain.propertyPathToEnvVarName(key), value));
        environment.put(ServerMain.propertyPathToEnvVarName("http.bind.to"), "127.0.0.1:" + port);
        return new DefaultBootstrapConfiguration() {
            @Override
            public Map<String, String> getEnv() {
                return environment;
            }

            @Override
            public boolean useSite() {
                return false; // its own console is not served, so it need not be unpacked
            }

            @Override
            public String getBanner() {
                return "";
            }
        };
    }

    private static void makeTables(ServerMain server) throws SqlException {
        for (String statement : QuestTables.createAll()) {
            server.getEngine().execute(statement);
        }
    }

    /** Where it takes line protocol and SQL. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public String toString() {
        return "QuestDB on 127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.close();
    }
}
