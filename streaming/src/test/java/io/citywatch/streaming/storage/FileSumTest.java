package io.citywatch.streaming.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSumTest {
    private static final int LENGTH = 200_000;

    @TempDir
    private Path folder;

    private final byte[] bytes = new byte[LENGTH];
    private Path file;
    private org.apache.flink.core.fs.Path path;

    @BeforeEach
    void write() throws IOException {
        new Random(5).nextBytes(bytes);
        file = folder.resolve("state");
        path = new org.apache.flink.core.fs.Path(file.toUri());
        try (FSDataOutputStream output =
                new SummedFiles(path.getFileSystem()).create(path, FileSystem.WriteMode.NO_OVERWRITE)) {
            output.write(bytes[0]);
            output.write(bytes, 1, LENGTH - 1);
            assertThat(output.getPos()).isEqualTo(LENGTH);
        }
    }

    @Test
    void whatWasWrittenIsThereWithItsSumBehindIt() throws IOException {
        byte[] written = Files.readAllBytes(file);

        assertThat(written).startsWith(bytes).hasSize(LENGTH + 16);
        assertThat(FileSum.faultOf(path)).isEmpty();
    }

    @Test
    void anotherByteAnywhereIsAFault() throws IOException {
        for (int at : new int[] {0, 1, 65_535, 65_536, LENGTH / 2, LENGTH - 1, LENGTH + 15}) {
            byte[] other = Files.readAllBytes(file);
            other[at] ^= 4;
            Path damaged = Files.write(folder.resolve("damaged-" + at), other);

            assertThat(FileSum.faultOf(new org.apache.flink.core.fs.Path(damaged.toUri())))
                    .as("byte %d", at)
                    .hasValueSatisfying(fault -> assertThat(fault).contains("has other bytes than were written"));
        }
    }

    @Test
    void aFileOfAReleaseBeforeIsTakenAsItIs() throws IOException {
        for (int length : new int[] {0, 3, 16, LENGTH}) {
            Path old = Files.write(folder.resolve("old-" + length), java.util.Arrays.copyOf(bytes, length));

            assertThat(FileSum.faultOf(new org.apache.flink.core.fs.Path(old.toUri())))
                    .as("%d bytes", length)
                    .isEmpty();
        }
    }
}
