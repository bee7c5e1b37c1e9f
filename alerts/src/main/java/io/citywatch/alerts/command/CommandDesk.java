package io.citywatch.alerts.command;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.Command;
import io.citywatch.model.message.CommandResult;
import io.citywatch.model.message.PendingMessage;
import io.citywatch.model.message.Receipt;
import io.citywatch.model.telemetry.MqttTopic;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives commands to devices and takes what becomes of them. Row, message, deadline and audit commit together; whatever
 * comes twice changes nothing the second time. Thread-safe.
 */
public final class CommandDesk {
    /** How far ahead a deadline may be. */
    public static final Duration FURTHEST_DEADLINE = Duration.ofHours(24);
    /** How many a device may have open. */
    public static final int MOST_OPEN = 16;

    /** What came of giving a command. */
    public sealed interface Given {
        /** It is owed to the device. */
        record Accepted(DeviceCommand command) implements Given {}

        /** Nobody registered the device. */
        record UnknownDevice() implements Given {}

        /** The device has too many open. */
        record TooMany(int open) implements Given {}
    }

    private final Database database;
    private final CommandStore store;
    private final Deadlines deadlines;
    private final AuditLog audit;
    private final LiveEvents events;
    private final Clock clock;
    private final Supplier<String> ids;

    /** @param ids fresh ids for commands */
    public CommandDesk(
            Database database,
            CommandStore store,
            Deadlines deadlines,
            AuditLog audit,
            LiveEvents events,
            Clock clock,
            Supplier<String> ids) {
        this.database = database;
        this.store = store;
        this.deadlines = deadlines;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Owes a command to a device.
     *
     * @throws IllegalArgumentException if the deadline is past or too far ahead, or the command too large
     */
    public Given give(
            String device, Command.Action action, Map<String, Object> parameters, Instant deadline, Person by) {
        Instant now = now();
        if (!deadline.isAfter(now) || deadline.isAfter(now.plus(FURTHEST_DEADLINE))) {
            throw new IllegalArgumentException("deadline: " + deadline.toEpochMilli()
                    + " (expected: epoch milliseconds after now, at most " + FURTHEST_DEADLINE.toHours()
                    + " h ahead)");
        }
        DeviceCommand command = new DeviceCommand(
                ids.get(),
                device,
                action,
                parameters,
                by.name(),
                now,
                deadline.truncatedTo(ChronoUnit.MILLIS),
                CommandState.QUEUED,
                null,
                null,
                null);
        PendingMessage message = message(command, false);
        return database.inTransaction(transaction -> {
            if (!store.lockDevice(transaction, device)) {
                return new Given.UnknownDevice();
            }
            int open = store.countOpen(transaction, device);
            if (open >= MOST_OPEN) {
                return new Given.TooMany(open);
            }
            store.insert(transaction, command);
            owe(transaction, message);
            deadlines.set(transaction, command.id(), command.deadline());
            Map<String, String> detail = Map.of(
                    "role",
                    by.role().text(),
                    "action",
                    action.text(),
                    "parameters",
                    new String(Json.write(parameters), StandardCharsets.UTF_8));
            audit.write(
                    transaction, new AuditEntry(now, by.name(), "command.give", device + "/" + command.id(), detail));
            show(transaction, command);
            return new Given.Accepted(command);
        });
    }

    public Optional<DeviceCommand> find(String device, String id) {
        return store.find(id).filter(command -> command.device().equals(device));
    }

    /**
     * The newest first; empty if there is no such device.
     *
     * @param after the id of the last of the part before
     */
    public Optional<List<DeviceCommand>> list(String device, @Nullable String after, int limit) {
        return store.isDevice(device) ? Optional.of(store.list(device, after, limit)) : Optional.empty();
    }

    /** The device acknowledged a message; false if it is no command of this device. */
    public boolean delivered(Transaction transaction, Receipt receipt) {
        DeviceCommand command = store.lock(transaction, receipt.id()).orElse(null);
        if (command == null || !command.device().equals(receipt.recipient())) {
            return false;
        }
        change(transaction, command, command.delivered(receipt.at()));
        return true;
    }

    /** Takes a device's answer; returns why it fits nothing, or empty if it was taken. */
    public Optional<String> answered(CommandResult.Logged logged) {
        return database.inTransaction(transaction -> {
            DeviceCommand command = store.lock(transaction, logged.command()).orElse(null);
            if (command == null || !command.device().equals(logged.device())) {
                return Optional.of("command: no such command of this device");
            }
            change(transaction, command, command.answered(logged.result(), logged.receivedAt()));
            return Optional.empty();
        });
    }

    /** Its deadline passed. */
    public void expire(Transaction transaction, String id) {
        Instant now = now();
        store.lock(transaction, id)
                .filter(command ->
                        command.state().isOpen() && !command.deadline().isAfter(now))
                .ifPresent(command -> change(transaction, command, command.expired(now)));
    }

    private void change(Transaction transaction, DeviceCommand before, DeviceCommand after) {
        if (after.equals(before)) {
            return;
        }
        store.save(transaction, after);
        if (before.state().isOpen() && !after.state().isOpen()) {
            deadlines.cancel(transaction, after.id());
            owe(transaction, message(after, true));
        }
        show(transaction, after);
    }

    private void show(Transaction transaction, DeviceCommand command) {
        transaction.afterCommit(() -> events.publish(LiveEvents.COMMAND, command));
    }

    /** Its first revision is the command, its second says that nothing is owed any more. */
    private static PendingMessage message(DeviceCommand command, boolean settled) {
        byte[] payload = Json.write(
                new Command(command.id(), command.ts(), command.deadline(), command.action(), command.parameters()));
        return new PendingMessage(
                command.device(),
                command.id(),
                settled ? 2 : 1,
                settled,
                command.deadline(),
                MqttTopic.ofCommands(command.device()),
                settled ? null : new String(payload, StandardCharsets.UTF_8));
    }

    private static void owe(Transaction transaction, PendingMessage message) {
        transaction.append(
                LogTopic.COMMANDS,
                message.key(),
                PendingMessage.partitionOf(message.recipient(), LogTopic.COMMANDS.partitions()),
                message.write());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
