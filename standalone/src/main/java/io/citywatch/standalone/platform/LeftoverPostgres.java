package io.citywatch.standalone.platform;

import io.citywatch.standalone.config.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The PostgreSQL that a killed platform left running on a folder: found by its own pid file, stopped by its id. */
public final class LeftoverPostgres {
    private static final Logger LOG = LoggerFactory.getLogger(LeftoverPostgres.class);
    private static final long STOP_TIMEOUT_SECONDS = 10;

    private LeftoverPostgres() {}

    /**
     * Stops it, if there is one. To be called with the data folder taken, before its ports are asked for and before it
     * is wiped.
     *
     * @param folder the database's own folder
     */
    public static void stop(Path folder) {
        OptionalLong pid = pidIn(folder);
        if (pid.isPresent()) {
            ProcessHandle.of(pid.getAsLong())
                    .filter(process -> worksIn(process, folder))
                    .ifPresent(LeftoverPostgres::stop);
        }
    }

    /** The server that the folder's pid file names; empty if there is none. */
    static OptionalLong pidIn(Path folder) {
        Path pidFile = folder.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    Long.parseLong(Files.readAllLines(pidFile).get(0).strip()));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            LOG.warn("{} cannot be read ({}); PostgreSQL will judge it itself", pidFile, e.toString());
            return OptionalLong.empty();
        }
    }

    /** Process ids are reused: only a process that works in this very folder is ours to stop. */
    private static boolean worksIn(ProcessHandle process, Path folder) {
        try {
            return Path.of("/proc", Long.toString(process.pid()), "cwd")
                    .toRealPath()
                    .equals(folder.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static void stop(ProcessHandle process) {
        LOG.info("stopping PostgreSQL {} that an earlier platform left behind", process.pid());
        process.destroy();
        try {
            process.onExit().get(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new StartFailure("PostgreSQL " + process.pid() + " cannot be stopped: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
