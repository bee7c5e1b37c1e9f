package io.citywatch.standalone.faults;

import java.nio.file.Path;
import java.util.List;

/** A folder of the real disk, full for one process: the system lets it write no file beyond a size (RLIMIT_FSIZE). */
final class LimitedFiles implements Disk {
    /** Some segment of the log soon gets there, and what the broker says stays below it. */
    private static final int MOST_BYTES = 64 << 10;

    private final Path folder;

    LimitedFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public List<String> entrance() {
        return List.of();
    }

    @Override
    public void fill(BrokerProcess broker) {
        Command.run("prlimit", "--pid", Long.toString(broker.pid()), "--fsize=" + MOST_BYTES);
    }

    /** The limit ends with the process that it was set on. */
    @Override
    public void makeRoom() {}

    @Override
    public String complaint() {
        return "File too large";
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "a limit of the process";
    }
}
