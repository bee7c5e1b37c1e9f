package io.citywatch.alerts.command;

import io.citywatch.model.message.CommandResult;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a command stands. */
public enum CommandState {
    /** Owed to the device. */
    QUEUED,
    /** The device acknowledged it. */
    DELIVERED,
    DONE,
    FAILED,
    REFUSED,
    /** Its deadline passed without an answer; one that comes all the same is kept beside it. */
    EXPIRED;

    private static final Map<CommandState, Set<CommandState>> TRANSITIONS = new EnumMap<>(Map.of(
            QUEUED, EnumSet.of(DELIVERED, DONE, FAILED, REFUSED, EXPIRED),
            DELIVERED, EnumSet.of(DONE, FAILED, REFUSED, EXPIRED)));

    public boolean mayBecome(CommandState next) {
        return TRANSITIONS.getOrDefault(this, Set.of()).contains(next);
    }

    /** Counts among those that a device may have open. */
    public boolean isOpen() {
        return TRANSITIONS.containsKey(this);
    }

    static CommandState of(CommandResult result) {
        return switch (result.status()) {
            case "done" -> DONE;
            case "failed" -> FAILED;
            default -> REFUSED;
        };
    }
}
