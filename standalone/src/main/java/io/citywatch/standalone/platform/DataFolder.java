package io.citywatch.standalone.platform;

import io.citywatch.standalone.config.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything one platform keeps. Locked while in use, so that two processes never share it; the
 * lock is the operating system's, so a killed process leaves none behind.
 */
public final class DataFolder implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path root;
    private final FileChannel channel;

    private DataFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /**
     * Takes the folder, making it if it is missing.
     *
     * @throws StartFailure if another process holds it, or it cannot be written
     */
    public static DataFolder take(Path root) {
        try {
            if (!Files.exists(root)) {
                Files.createDirectories(root);
                Files.setPosixFilePermissions(root, OWNER_ONLY);
            } else if (!Files.exists(root.resolve(LOCK)) && !isEmpty(root)) {
                throw new StartFailure("data folder " + root
                        + " holds other things (expected: a folder that is missing, empty, or a platform's own)");
            }
            FileChannel channel = FileChannel.open(
                    root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                String holder = Files.readString(root.resolve(LOCK)).strip();
                channel.close();
                throw new StartFailure("data folder " + root + " is in use by process "
                        + (holder.isEmpty() ? "(unknown)" : holder)
                        + " (expected: a folder of its own for each running platform; stop that process, or set"
                        + " CITYWATCH_DATA to another folder)");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return new DataFolder(root, channel);
        } catch (IOException e) {
            throw new StartFailure("data folder " + root + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean isEmpty(Path root) throws IOException {
        try (var children = Files.list(root)) {
            return children.findAny().isEmpty();
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    public Path root() {
        return root;
    }

    public Path resolve(String name) {
        return root.resolve(name);
    }

    /** Deletes everything but the lock. */
    public void wipe() {
        try (var children = Files.list(root)) {
            for (Path child : children.toList()) {
                if (!child.equals(root.resolve(LOCK))) {
                    deleteTree(child);
                }
            }
        } catch (IOException e) {
            throw new StartFailure("data folder " + root + " cannot be emptied: " + e.getMessage(), e);
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Frees the folder for another process. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
