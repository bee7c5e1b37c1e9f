package io.citywatch.standalone.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files with secrets: never readable by others, not even while they are written, and complete or absent. */
public final class OwnerOnly {
    private OwnerOnly() {}

    /** Writes beside the file and renames into place. */
    public static void write(Path file, byte[] content) throws IOException {
        Path unfinished = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "." + file.getFileName(),
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
