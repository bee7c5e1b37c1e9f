package io.citywatch.model.message;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The payload of {@code responders/{id}/offers/{offerId}}.
 *
 * @param ts when the person answered, by the phone's clock
 * @param reason why, of a decline
 */
public record OfferAnswer(
        Instant ts, OfferAction action, @Nullable String reason) {
    /** @throws IllegalArgumentException if ts or action is missing */
    public OfferAnswer {
        Missing.check("ts", ts, "epoch milliseconds");
        Missing.check("action", action, "accept, decline, en-route, arrived or cleared");
    }

    /** An answer in the log ({@code offer.answers}), with what the gateway knows of it. */
    public record Logged(String responder, String offer, Instant receivedAt, OfferAnswer answer) {
        /** @throws NullPointerException if a component is missing */
        public Logged {
            Objects.requireNonNull(responder, "responder");
            Objects.requireNonNull(offer, "offer");
            Objects.requireNonNull(receivedAt, "receivedAt");
            Objects.requireNonNull(answer, "answer");
        }
    }
}
