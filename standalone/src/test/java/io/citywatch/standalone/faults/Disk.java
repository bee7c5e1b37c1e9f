package io.citywatch.standalone.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where a broker keeps its log, until there is no more room for it. */
interface Disk extends AutoCloseable {
    /**
     * Those that this machine allows: a tmpfs in a user namespace, which some containers forbid, and a limit of the
     * process that every system has.
     */
    static List<Disk> available(Path folder) throws IOException {
        List<Disk> disks = new ArrayList<>();
        SmallDisk.mount(folder.resolve("disk")).ifPresent(disks::add);
        disks.add(new LimitedFiles(folder.resolve("files")));
        return disks;
    }

    Path folder();

    /** A command that makes the program after it see this disk. */
    List<String> entrance();

    /** From now on nothing, or next to nothing, can be written. */
    void fill(BrokerProcess broker);

    /** A broker that starts now has room again. */
    void makeRoom();

    /** What the system says to who writes on a full disk. */
    String complaint();

    @Override
    void close();
}
