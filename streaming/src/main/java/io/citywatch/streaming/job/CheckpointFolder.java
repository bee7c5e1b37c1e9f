package io.citywatch.streaming.job;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints that earlier runs left: {@code {job}/chk-{n}}, complete once {@code _metadata} is there. A torn one
 * is recognised here, because a job that is told to restore from it would fail and retry for ever.
 */
public final class CheckpointFolder {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
    private static final Pattern JOB = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern CHECKPOINT = Pattern.compile("chk-([0-9]{1,18})");
    private static final String METADATA = "_metadata";

    private final Path folder;

    public CheckpointFolder(Path folder) {
        this.folder = folder;
    }

    private record Candidate(Path path, long number, long completedAt) {}

    /** Creates the folder if it is missing. */
    public void create() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("checkpoint-folder: " + folder + " (expected: a folder to write to)", e);
        }
    }

    /** The newest checkpoint that can be read. */
    public Optional<Path> newest() {
        for (Candidate candidate : newestFirst()) {
            Optional<String> fault = faultOf(candidate.path());
            if (fault.isEmpty()) {
                return Optional.of(candidate.path());
            }
            LOG.warn("checkpoint {} cannot be read, going back to the one before: {}", candidate.path(), fault.get());
        }
        return Optional.empty();
    }

    /**
     * Deletes what no run will ask for again. Only while no job runs: what a job took over it deletes itself.
     *
     * @param restored the checkpoint that the next run starts from; it stays, and so does the one before it
     */
    public void sweep(Path restored) {
        List<Path> kept = new ArrayList<>();
        for (Candidate candidate : newestFirst()) {
            if (candidate.path().equals(restored) || (kept.contains(restored) && kept.size() == 1)) {
                kept.add(candidate.path());
            }
        }
        for (Path job : children(folder, JOB)) {
            children(job, CHECKPOINT).stream()
                    .filter(checkpoint -> !kept.contains(checkpoint))
                    .forEach(CheckpointFolder::delete);
            if (children(job, CHECKPOINT).isEmpty()) {
                delete(job);
            }
        }
    }

    private List<Candidate> newestFirst() {
        List<Candidate> candidates = new ArrayList<>();
        for (Path job : children(folder, JOB)) {
            for (Path checkpoint : children(job, CHECKPOINT)) {
                Path metadata = checkpoint.resolve(METADATA);
                if (Files.isRegularFile(metadata)) {
                    candidates.add(new Candidate(checkpoint, numberOf(checkpoint), modifiedAt(metadata)));
                }
            }
        }
        // A run goes on counting from the checkpoint that it was restored from.
        candidates.sort(Comparator.comparingLong(Candidate::completedAt)
                .thenComparingLong(Candidate::number)
                .reversed());
        return candidates;
    }

    private static Optional<String> faultOf(Path checkpoint) {
        try (DataInputStream input =
                new DataInputViewStreamWrapper(Files.newInputStream(checkpoint.resolve(METADATA)))) {
            CheckpointMetadata metadata = Checkpoints.loadCheckpointMetadata(
                    input,
                    CheckpointFolder.class.getClassLoader(),
                    checkpoint.toUri().toString());
            for (OperatorState operator : metadata.getOperatorStates()) {
                for (StateObject state : operator.getDiscardables()) {
                    Optional<String> fault = faultOf(state);
                    if (fault.isPresent()) {
                        return fault;
                    }
                }
            }
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            // Whatever bytes a crash left there, they are no reason not to start.
            return Optional.of(String.valueOf(e));
        }
    }

    private static Optional<String> faultOf(StateObject state) throws IOException {
        if (!(state instanceof StreamStateHandle handle)
                || handle.maybeGetPath().isEmpty()) {
            return Optional.empty();
        }
        Path file = Path.of(handle.maybeGetPath().get().getPath());
        if (!Files.isRegularFile(file) || Files.size(file) < handle.getStateSize()) {
            return Optional.of(file + " is missing or cut short (expected: " + handle.getStateSize() + " bytes)");
        }
        return Optional.empty();
    }

    private static long numberOf(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
    }

    private static long modifiedAt(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return Long.MIN_VALUE;
        }
    }

    private static List<Path> children(Path parent, Pattern name) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(child ->
                            name.matcher(child.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("checkpoint-folder: " + parent + " cannot be listed", e);
        }
    }

    private static void delete(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.warn("old checkpoint {} cannot be deleted: {}", path, e.toString());
        }
    }
}
