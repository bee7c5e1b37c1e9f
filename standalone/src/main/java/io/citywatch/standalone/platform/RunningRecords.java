package io.citywatch.standalone.platform;

import io.citywatch.standalone.config.RecordsConfig;
import io.citywatch.standalone.config.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds the PostgreSQL of a platform that runs, for a command beside it. */
public final class RunningRecords {
    private static final int PORT_LINE = 3;

    private RunningRecords() {}

    /**
     * How to reach it.
     *
     * @param data the platform's data folder
     * @throws StartFailure if no platform runs on that folder
     */
    public static RecordsConfig of(Path data) {
        Path pidFile = data.resolve(Platform.POSTGRES).resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(pidFile);
            return new RecordsConfig(
                    PostgresServer.jdbcUrl(Integer.parseInt(lines.get(PORT_LINE).strip())),
                    PostgresServer.USER,
                    Files.readString(data.resolve(PostgresServer.PASSWORD_FILE)).strip());
        } catch (IOException | RuntimeException e) {
            throw new StartFailure(
                    data + ": no platform runs on this folder (expected: the data folder of a running \"citywatch run\""
                            + " or \"citywatch demo\"; " + e + ")",
                    e);
        }
    }
}
