package io.citywatch.model.message;

import io.citywatch.model.PlainText;
import io.citywatch.model.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The payload of {@code devices/{id}/commands/{commandId}}.
 *
 * @param status {@code done}, {@code failed} or {@code refused}
 * @param reason cleaned and cut to {@value #MOST_REASON_CHARACTERS} characters
 */
public record CommandResult(
        Instant ts, String status, @Nullable String reason) {
    /** The most that is kept of a reason. */
    public static final int MOST_REASON_CHARACTERS = 500;

    /** @throws IllegalArgumentException if ts is missing or the status unknown */
    public CommandResult {
        Required.check("ts", ts, "epoch milliseconds");
        Required.check("status", status, "done, failed or refused");
        if (!status.equals("done") && !status.equals("failed") && !status.equals("refused")) {
            throw new IllegalArgumentException(
                    "status: " + PlainText.quoted(status) + " (expected: done, failed or refused)");
        }
        reason = reason == null ? null : PlainText.cleaned(reason, MOST_REASON_CHARACTERS);
    }

    /** A result in the log ({@code command.results}). */
    public record Logged(String device, String command, Instant receivedAt, CommandResult result) {
        /** @throws IllegalArgumentException naming the field that is missing */
        public Logged {
            Required.check("device", device, "the device's id");
            Required.check("command", command, "the command's id");
            Required.check("receivedAt", receivedAt, "epoch milliseconds");
            Required.check("result", result, "an object");
        }
    }
}
