package io.citywatch.streaming.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
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
        checkpoints = new CheckpointFolder(folder.toUri());
    }

    @Test
    void aFolderThatIsMissingHasNoCheckpointAndCanBeCreated() {
        CheckpointFolder missing = new CheckpointFolder(folder.resolve("a/b").toUri());

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

        assertThat(checkpoints.newest()).map(Path::of).contains(newest);
    }

    @Test
    void ofTwoCompletedInOneInstantTheHigherCountIsNewer() throws Exception {
        checkpoint(FIRST_RUN, 9, 1_000);
        Path newest = checkpoint(FIRST_RUN, 10, 1_000);

        assertThat(checkpoints.newest()).map(Path::of).contains(newest);
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

        assertThat(checkpoints.newest()).map(Path::of).contains(before);
    }

    @Test
    void aSweepLeavesTheRestoredOneAndTheOneBeforeIt() throws Exception {
        checkpoint(FIRST_RUN, 1, 1_000);
        Path before = checkpoint(SECOND_RUN, 2, 2_000);
        Path restored = checkpoint(SECOND_RUN, 3, 3_000);
        Path torn = checkpoint(SECOND_RUN, 4, 4_000);
        Path foreign = Files.createDirectories(folder.resolve("notes"));

        checkpoints.sweep(restored.toUri());

        assertThat(List.of(before, restored, foreign)).allMatch(Files::isDirectory);
        assertThat(List.of(torn, folder.resolve(FIRST_RUN))).noneMatch(Files::exists);
    }

    @Test
    void aSweepForACheckpointOfElsewhereDeletesNothing() throws Exception {
        Path only = checkpoint(FIRST_RUN, 1, 1_000);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> checkpoints.sweep(folder.resolve("elsewhere").toUri()));

        assertThat(only).isDirectory();
    }

    @Test
    void whatAReleaseBeforeLeftOneFolderAboveIsFoundAndSwept() throws Exception {
        Path old = checkpoint(FIRST_RUN, 7, 1_000);
        Path older = checkpoint(FIRST_RUN, 6, 900);
        Path oldest = checkpoint(FIRST_RUN, 5, 800);
        CheckpointFolder now = new CheckpointFolder(folder.resolve("detection").toUri(), folder.toUri());
        now.create();

        assertThat(now.newest()).map(Path::of).contains(old);
        now.sweep(now.newest().orElseThrow());

        assertThat(List.of(old, older, folder.resolve("detection"))).allMatch(Files::isDirectory);
        assertThat(oldest).doesNotExist();
    }

    @Test
    void aFileOfStateThatIsMissingIsPassedOverToo() throws Exception {
        Path before = checkpoint(FIRST_RUN, 1, 1_000);
        Path torn = Files.createDirectories(folder.resolve(FIRST_RUN).resolve("chk-2"));
        FileStateHandle gone = new FileStateHandle(
                new org.apache.flink.core.fs.Path(torn.resolve("state").toUri()), 100);
        OperatorState operator = new OperatorState("step", "step", new OperatorID(1, 2), 1, 128);
        operator.setCoordinatorState(new ByteStreamStateHandle("coordinator", new byte[] {1}));
        operator.putState(
                0,
                OperatorSubtaskState.builder()
                        .setManagedOperatorState(new OperatorStreamStateHandle(Map.of(), gone))
                        .build());
        try (OutputStream output = Files.newOutputStream(torn.resolve("_metadata"))) {
            Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(2, List.of(operator), List.of()), output);
        }

        assertThat(checkpoints.newest()).map(Path::of).contains(before);
        Files.write(torn.resolve("state"), new byte[100]);
        assertThat(checkpoints.newest()).map(Path::of).contains(torn);
    }

    @Test
    void theAgeOfTheNewestIsThatOfItsMetadata() throws Exception {
        assertThat(checkpoints.newestCompletedAt()).isEmpty();
        checkpoint(FIRST_RUN, 1, 1_000);
        checkpoint(SECOND_RUN, 1, 5_000);

        assertThat(checkpoints.newestCompletedAt()).contains(Instant.ofEpochMilli(5_000));
    }

    @Test
    void aFileSystemThatIsNotThereIsNamed() {
        CheckpointFolder bucket = new CheckpointFolder(URI.create("s3://bucket/checkpoints"));

        assertThatThrownBy(bucket::create)
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseInstanceOf(UnsupportedFileSystemSchemeException.class)
                .hasMessageContaining("checkpoint-folder: s3://bucket/checkpoints");
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
