package io.citywatch.alerts.command;

import io.citywatch.model.message.Command;
import io.citywatch.model.message.CommandResult;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one device was asked; also the body of the live event {@code command}. Immutable.
 *
 * @param by who asked
 * @param ts when
 * @param finishedAt when it was answered or expired
 * @param result what the device said, also after it had expired
 */
public record DeviceCommand(
        String id,
        String device,
        Command.Action action,
        Map<String, Object> parameters,
        String by,
        Instant ts,
        Instant deadline,
        CommandState state,
        @Nullable Instant deliveredAt,
        @Nullable Instant finishedAt,
        @Nullable CommandResult result) {
    private static final int MOST_ID_CHARACTERS = 110;

    /** @throws IllegalArgumentException if the topic of its result would be longer than a topic may be */
    public DeviceCommand {
        int length = id.length() + device.length();
        if (length > MOST_ID_CHARACTERS) {
            throw new IllegalArgumentException("command: the ids of device and command have " + length
                    + " characters (expected: together at most " + MOST_ID_CHARACTERS + ")");
        }
    }

    /** The device acknowledged it; the same if it did before. */
    DeviceCommand delivered(Instant at) {
        CommandState next = state == CommandState.QUEUED ? CommandState.DELIVERED : state;
        Instant first = deliveredAt == null ? at : deliveredAt;
        return new DeviceCommand(id, device, action, parameters, by, ts, deadline, next, first, finishedAt, result);
    }

    /** What the device answered; the first answer counts. */
    DeviceCommand answered(CommandResult answer, Instant at) {
        if (result != null) {
            return this;
        }
        CommandState next = state.isOpen() ? CommandState.of(answer) : state;
        Instant finished = finishedAt == null ? at : finishedAt;
        return new DeviceCommand(id, device, action, parameters, by, ts, deadline, next, deliveredAt, finished, answer);
    }

    /** Nobody answered in time. */
    DeviceCommand expired(Instant at) {
        return new DeviceCommand(
                id, device, action, parameters, by, ts, deadline, CommandState.EXPIRED, deliveredAt, at, result);
    }
}
