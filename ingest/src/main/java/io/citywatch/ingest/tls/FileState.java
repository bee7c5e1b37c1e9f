package io.citywatch.ingest.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** By what one sees that a file is another than before, without reading it; a file that cannot be seen has nothing. */
record FileState(
        @Nullable FileTime modified, long size, @Nullable Object key) {
    static FileState of(@Nullable Path file) {
        if (file == null) {
            return new FileState(null, 0, null);
        }
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileState(seen.lastModifiedTime(), seen.size(), Objects.toString(seen.fileKey(), null));
        } catch (IOException e) {
            return new FileState(null, -1, null);
        }
    }
}
