package io.citywatch.model.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The payload of {@code devices/{id}/commands/{commandId}}.
 *
 * @param status {@code done}, {@code failed} or {@code refused}
 */
public record CommandResult(
        Instant ts, String status, @Nullable String reason) {
    /** @throws IllegalArgumentException if ts is missing or the status unknown */
    public CommandResult {
        Missing.check("ts", ts, "epoch milliseconds");
        Missing.check("status", status, "done, failed or refused");
        if (!status.equals("done") && !status.equals("failed") && !status.equals("refused")) {
            throw new IllegalArgumentException("status: '" + status + "' (expected: done, failed or refused)");
        }
    }

    /** A result in the log ({@code command.results}). */
    public record Logged(String device, String command, Instant receivedAt, CommandResult result) {}
}
