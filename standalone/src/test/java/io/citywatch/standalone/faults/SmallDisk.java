package io.citywatch.standalone.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tmpfs in a mount namespace of its own, which an ordinary user may make too, held by a process for as long as the
 * test needs it.
 */
final class SmallDisk implements Disk {
    private static final int MEGABYTES = 64;
    /** Enough for the broker to go on for a moment. */
    private static final int BYTES_LEFT = 300_000;

    private final Path mount;
    private final Process holder;
    private int megabytes = MEGABYTES;

    private SmallDisk(Path mount, Process holder) {
        this.mount = mount;
        this.holder = holder;
    }

    /** Empty where the system does not allow it. */
    static Optional<Disk> mount(Path mount) throws IOException {
        Files.createDirectories(mount);
        // It says a line once the disk is there, and lives until its input ends.
        Process holder = new ProcessBuilder(
                        "unshare",
                        "--user",
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=" + MEGABYTES + "m tmpfs \"$0\" && echo mounted && exec cat",
                        mount.toString())
                .redirectErrorStream(true)
                .start();
        String said = holder.inputReader(StandardCharsets.UTF_8).readLine();
        if ("mounted".equals(said)) {
            return Optional.of(new SmallDisk(mount, holder));
        }
        holder.destroyForcibly();
        System.out.println("no tmpfs in a user namespace here: " + said);
        return Optional.empty();
    }

    @Override
    public Path folder() {
        return mount.resolve("kafka");
    }

    @Override
    public List<String> entrance() {
        return List.of(
                "nsenter", "--target", Long.toString(holder.pid()), "--user", "--preserve-credentials", "--mount");
    }

    @Override
    public void fill(BrokerProcess broker) {
        long free = Long.parseLong(
                inside("df --output=avail -B1 \"$0\" | tail -n 1").strip());
        // The broker writes meanwhile, so it may be full before that.
        inside("head -c " + Math.max(0, free - BYTES_LEFT) + " /dev/zero >> \"$0/ballast\" || true");
    }

    @Override
    public void makeRoom() {
        megabytes += MEGABYTES;
        // With its source named, the options that it has are not asked for: an ordinary user's id means nothing inside.
        inside("mount -o remount,size=" + megabytes + "m tmpfs \"$0\"");
    }

    @Override
    public String complaint() {
        return "No space left on device";
    }

    private String inside(String script) {
        List<String> command = new ArrayList<>(entrance());
        command.addAll(List.of("sh", "-c", script, mount.toString()));
        return Command.run(command);
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }

    @Override
    public String toString() {
        return "a tmpfs";
    }
}
