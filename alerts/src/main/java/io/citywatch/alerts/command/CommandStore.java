package io.citywatch.alerts.command;

import io.citywatch.alerts.store.Transaction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps commands. Thread-safe. */
public interface CommandStore {
    /** Whether the device is registered; until the end of the transaction no other gives it a command. */
    boolean lockDevice(Transaction transaction, String device);

    int countOpen(Transaction transaction, String device);

    void insert(Transaction transaction, DeviceCommand command);

    /** Locks the row until the end of the transaction. */
    Optional<DeviceCommand> lock(Transaction transaction, String id);

    void save(Transaction transaction, DeviceCommand command);

    Optional<DeviceCommand> find(String id);

    /**
     * The newest first.
     *
     * @param after the id of the last of the part before
     */
    List<DeviceCommand> list(String device, @Nullable String after, int limit);

    boolean isDevice(String device);
}
