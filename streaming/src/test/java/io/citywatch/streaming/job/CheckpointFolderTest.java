package io.citywatch.streaming.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
    private static final String FIRST_RUN = "0".repeat(31) + "a";
    private static final String SECOND_RUN = "0".repeat(31) + "b";

    @TempDir
    private Path folder;

    private CheckpointFolder checkpoints;

    @BeforeEach
    void create() {
        checkpoints = new CheckpointFolder(folder);
    }

    @Test
    void aFolderThatIsMissingHasNoCheckpointAndCanBeCreated() {
        CheckpointFolder missing = new CheckpointFolder(folder.resolve("a/b"));

        assertThat(missing.newest()).isEmpty();
        missing.create();

        assertThat(folder.resolve("a/b")).isDirectory();
    }

    @Test
    void theNewestIsTheLastCompletedOfAllRuns() throws Exception {
        checkpoint(FIRST_RUN, 12, 1_000);
        Path newest = checkpoint(SECOND_RUN, 3, 3_000);
        checkpoint(SECOND_RUN, 2, 2_000);
        Files.createDirectories(folder.resolve(SECOND_RUN).resolve("chk-4")); // never completed

        assertThat(checkpoints.newest()).contains(newest);
    }

    @Test
    void ofTwoCompletedInOneInstantTheHigherCountIsNewer() throws Exception {
        checkpoint(FIRST_RUN, 9, 1_000);
        Path newest = checkpoint(FIRST_RUN, 10, 1_000);

        assertThat(checkpoints.newest()).contains(newest);
    }

    @Test
    void aTornCheckpointIsPassedOverForTheOneBefore() throws Exception {
        Path before = checkpoint(FIRST_RUN, 1, 1_000);
        Path torn = checkpoint(FIRST_RUN, 2, 2_000);
        Path empty = checkpoint(FIRST_RUN, 3, 3_000);
        byte[] metadata = Files.readAllBytes(torn.resolve("_metadata"));
        Files.write(torn.resolve("_metadata"), Arrays.copyOf(metadata, metadata.length / 2));
        Files.write(empty.resolve("_metadata"), new byte[0]);
        Files.setLastModifiedTime(torn.resolve("_metadata"), FileTime.fromMillis(2_000));
        Files.setLastModifiedTime(empty.resolve("_metadata"), FileTime.fromMillis(3_000));

        assertThat(checkpoints.newest()).contains(before);
    }

    @Test
    void aSweepLeavesTheRestoredOneAndTheOneBeforeIt() throws Exception {
        checkpoint(FIRST_RUN, 1, 1_000);
        Path before = checkpoint(SECOND_RUN, 2, 2_000);
        Path restored = checkpoint(SECOND_RUN, 3, 3_000);
        Path torn = checkpoint(SECOND_RUN, 4, 4_000);
        Path foreign = Files.createDirectories(folder.resolve("notes"));

        checkpoints.sweep(restored);

        assertThat(List.of(before, restored, foreign)).allMatch(Files::isDirectory);
        assertThat(List.of(torn, folder.resolve(FIRST_RUN))).noneMatch(Files::exists);
    }

    private Path checkpoint(String job, long number, long completedAt) throws Exception {
        Path path = Files.createDirectories(folder.resolve(job).resolve("chk-" + number));
        Path metadata = path.resolve("_metadata");
        try (OutputStream output = Files.newOutputStream(metadata)) {
            Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(number, List.of(), List.of()), output);
        }
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(completedAt));
        return path;
    }
}
