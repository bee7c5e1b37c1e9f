package io.citywatch.streaming.job;

import io.citywatch.streaming.storage.FileSum;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints that earlier runs of one job left: {@code {run}/chk-{n}}, complete once {@code _metadata} is there. A
 * torn or damaged one is recognised here: a job that is told to restore from it would fail and retry for ever, or take
 * for true what it never knew. The folder
 * may lie on any file system that Flink reads in this process.
 */
public final class CheckpointFolder {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
    private static final Pattern RUN = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern CHECKPOINT = Pattern.compile("chk-([0-9]{1,18})");
    private static final String METADATA = "_metadata";

    private final Path folder;
    private final List<Path> folders;

    /**
     * @param folder where the job writes
     * @param earlier where a release before wrote, so that its checkpoints are found once more
     */
    public CheckpointFolder(URI folder, URI... earlier) {
        this.folder = path(folder);
        this.folders = Stream.concat(
                        Stream.of(this.folder), Arrays.stream(earlier).map(CheckpointFolder::path))
                .toList();
    }

    private record Candidate(Path path, long number, long completedAt) {}

    /** Where the job writes. */
    public URI folder() {
        return folder.toUri();
    }

    /** Creates the folder if it is missing. */
    public void create() {
        try {
            fileSystem().mkdirs(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("checkpoint-folder: " + folder + " (expected: a folder to write to)", e);
        }
    }

    /** The newest checkpoint that can be read. */
    public Optional<URI> newest() {
        return newest(Set.of());
    }

    /** The newest checkpoint that can be read, apart from those that are known not to serve. */
    public Optional<URI> newest(Set<URI> except) {
        for (Candidate candidate : newestFirst()) {
            if (except.contains(candidate.path().toUri())) {
                continue;
            }
            Optional<String> fault = faultOf(candidate.path());
            if (fault.isEmpty()) {
                return Optional.of(candidate.path().toUri());
            }
            LOG.warn("checkpoint {} cannot be read, going back to the one before: {}", candidate.path(), fault.get());
        }
        return Optional.empty();
    }

    /** When the newest checkpoint was completed, whether it can be read or not. */
    public Optional<Instant> newestCompletedAt() {
        return newestFirst().stream().findFirst().map(newest -> Instant.ofEpochMilli(newest.completedAt()));
    }

    /** The steps that have state in a checkpoint which can be read: by id, what to call them. */
    public Map<OperatorID, String> steps(URI checkpoint) {
        Map<OperatorID, String> steps = new HashMap<>();
        try {
            for (OperatorState step : metadata(path(checkpoint)).getOperatorStates()) {
                if (step.getStateSize() > 0) {
                    steps.put(
                            step.getOperatorID(),
                            step.getOperatorUid()
                                    .or(step::getOperatorName)
                                    .orElse(step.getOperatorID().toString()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("checkpoint " + checkpoint + " cannot be read any more", e);
        }
        return steps;
    }

    /**
     * Deletes what no run will ask for again. Only while no job runs: what a job took over it deletes itself.
     *
     * @param restored the checkpoint that the next run starts from; it stays, and so does the one before it
     */
    public void sweep(URI restored) {
        String first = path(restored).getPath();
        List<String> kept = new ArrayList<>();
        for (Candidate candidate : newestFirst()) {
            if (candidate.path().getPath().equals(first) || kept.size() == 1) {
                kept.add(candidate.path().getPath());
            }
        }
        if (kept.isEmpty()) {
            throw new IllegalArgumentException(
                    "restored: " + restored + " (expected: a checkpoint of " + folders + ")");
        }
        for (Path run : runs()) {
            List<Path> checkpoints = children(run, CHECKPOINT);
            checkpoints.stream().filter(one -> !kept.contains(one.getPath())).forEach(this::delete);
            if (children(run, CHECKPOINT).isEmpty()) {
                delete(run);
            }
        }
    }

    private List<Path> runs() {
        return folders.stream().flatMap(one -> children(one, RUN).stream()).toList();
    }

    private List<Candidate> newestFirst() {
        List<Candidate> candidates = new ArrayList<>();
        for (Path run : runs()) {
            for (Path checkpoint : children(run, CHECKPOINT)) {
                status(new Path(checkpoint, METADATA))
                        .ifPresent(metadata -> candidates.add(
                                new Candidate(checkpoint, numberOf(checkpoint), metadata.getModificationTime())));
            }
        }
        // A run goes on counting from the checkpoint that it was restored from.
        candidates.sort(Comparator.comparingLong(Candidate::completedAt)
                .thenComparingLong(Candidate::number)
                .reversed());
        return candidates;
    }

    private Optional<String> faultOf(Path checkpoint) {
        Path metadataFile = new Path(checkpoint, METADATA);
        try {
            Optional<String> torn = FileSum.faultOf(metadataFile);
            if (torn.isPresent()) {
                return torn;
            }
            for (OperatorState operator : metadata(checkpoint).getOperatorStates()) {
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

    private CheckpointMetadata metadata(Path checkpoint) throws IOException {
        try (DataInputStream input =
                new DataInputViewStreamWrapper(fileSystem().open(new Path(checkpoint, METADATA)))) {
            return Checkpoints.loadCheckpointMetadata(
                    input,
                    CheckpointFolder.class.getClassLoader(),
                    checkpoint.toUri().toString());
        }
    }

    private Optional<String> faultOf(StateObject state) throws IOException {
        if (!(state instanceof StreamStateHandle handle)
                || handle.maybeGetPath().isEmpty()) {
            return Optional.empty();
        }
        Path file = handle.maybeGetPath().get();
        boolean isWhole = status(file)
                .filter(found -> !found.isDir() && found.getLen() >= handle.getStateSize())
                .isPresent();
        return isWhole
                ? FileSum.faultOf(file)
                : Optional.of(file + " is missing or cut short (expected: " + handle.getStateSize() + " bytes)");
    }

    private Optional<FileStatus> status(Path file) {
        try {
            return Optional.of(fileSystem().getFileStatus(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private List<Path> children(Path parent, Pattern name) {
        try {
            // Null of a folder that is missing, by some file systems.
            FileStatus @Nullable [] found = fileSystem().listStatus(parent);
            return found == null
                    ? List.of()
                    : Arrays.stream(found)
                            .map(FileStatus::getPath)
                            .filter(child -> name.matcher(child.getName()).matches())
                            .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("checkpoint-folder: " + parent + " cannot be listed", e);
        }
    }

    private void delete(Path path) {
        try {
            fileSystem().delete(path, true);
        } catch (IOException e) {
            LOG.warn("old checkpoint {} cannot be deleted: {}", path, e.toString());
        }
    }

    private FileSystem fileSystem() throws IOException {
        try {
            return folder.getFileSystem();
        } catch (UnsupportedFileSystemSchemeException e) {
            throw new IOException(
                    "this process cannot read " + folder.toUri().getScheme() + ": (its Flink file system is missing)",
                    e);
        }
    }

    /** URIs of one folder may differ in slashes; paths do not. */
    private static Path path(URI uri) {
        return new Path(uri.getScheme(), uri.getAuthority(), uri.getPath());
    }

    private static long numberOf(Path checkpoint) {
        return Long.parseLong(checkpoint.getName().substring("chk-".length()));
    }
}
