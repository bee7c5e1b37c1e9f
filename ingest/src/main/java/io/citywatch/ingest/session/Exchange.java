package io.citywatch.ingest.session;

import io.citywatch.ingest.log.AppendListener;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A QoS 2 message between its append and its PUBREC. A client that lost its connection meanwhile sends the message
 * again; then it waits for the same append.
 */
public final class Exchange implements AppendListener {
    private final byte reasonCode;
    private final String reason;
    private final CompletableFuture<Void> logged = new CompletableFuture<>();

    Exchange(byte reasonCode, String reason) {
        this.reasonCode = reasonCode;
        this.reason = reason;
    }

    @Override
    public void appended(@Nullable Throwable failure) {
        if (failure == null) {
            logged.complete(null);
        } else {
            logged.completeExceptionally(failure);
        }
    }

    /** The listener hears what became of the append, at once if that is known. */
    public void whenLogged(AppendListener listener) {
        var unused = logged.whenComplete((nothing, failure) -> listener.appended(failure));
    }

    /** How its PUBREC answers. */
    public byte reasonCode() {
        return reasonCode;
    }

    /** Empty if there is nothing to say. */
    public String reason() {
        return reason;
    }

    boolean hasFailed() {
        return logged.isCompletedExceptionally();
    }
}
