package io.citywatch.streaming.storage;

import java.io.IOException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.state.CheckpointStorage;
import org.apache.flink.runtime.state.CheckpointStorageAccess;
import org.apache.flink.runtime.state.CheckpointStorageFactory;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.filesystem.FsCheckpointStorageAccess;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;

/** Flink's checkpoints in files, each with its sum. What it writes Flink's own storage reads as well, and the reverse. */
public final class SummedStorage implements CheckpointStorage {
    private static final long serialVersionUID = 1;
    /** Below the folder each run of a job has one of its own. */
    private static final boolean OWN_FOLDER = true;

    private final FileSystemCheckpointStorage storage;

    private SummedStorage(FileSystemCheckpointStorage storage) {
        this.storage = storage;
    }

    /** By this name Flink finds the storage. */
    public static final class Factory implements CheckpointStorageFactory<SummedStorage> {
        @Override
        public SummedStorage createFromConfig(ReadableConfig settings, ClassLoader loader) {
            return new SummedStorage(FileSystemCheckpointStorage.createFromConfig(settings, loader));
        }
    }

    @Override
    public CompletedCheckpointStorageLocation resolveCheckpoint(String pointer) throws IOException {
        return storage.resolveCheckpoint(pointer);
    }

    @Override
    public CheckpointStorageAccess createCheckpointStorage(JobID job) throws IOException {
        Path folder = storage.getCheckpointPath();
        return new FsCheckpointStorageAccess(
                new SummedFiles(folder.getFileSystem()),
                folder,
                storage.getSavepointPath(),
                OWN_FOLDER,
                job,
                storage.getMinFileSizeThreshold(),
                storage.getWriteBufferSize());
    }
}
