package io.citywatch.model.message;

import io.citywatch.model.PlainText;
import io.citywatch.model.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The payload of {@code responders/{id}/offers/{offerId}}.
 *
 * @param ts when the person answered, by the phone's clock
 * @param reason why, of a decline; cleaned and cut to {@value #MOST_REASON_CHARACTERS} characters, so that no answer is
 *     lost for its wording
 */
public record OfferAnswer(
        Instant ts, OfferAction action, @Nullable String reason) {
    /** The most that is kept of a reason. */
    public static final int MOST_REASON_CHARACTERS = 500;

    /** @throws IllegalArgumentException if ts or action is missing */
    public OfferAnswer {
        Required.check("ts", ts, "epoch milliseconds");
        Required.check("action", action, "accept, decline, en-route, arrived or cleared");
        reason = reason == null ? null : PlainText.cleaned(reason, MOST_REASON_CHARACTERS);
    }

    /** An answer in the log ({@code offer.answers}), with what the gateway knows of it. */
    public record Logged(String responder, String offer, Instant receivedAt, OfferAnswer answer) {
        /** @throws IllegalArgumentException naming the field that is missing */
        public Logged {
            Required.check("responder", responder, "the responder's id");
            Required.check("offer", offer, "the offer's id");
            Required.check("receivedAt", receivedAt, "epoch milliseconds");
            Required.check("answer", answer, "an object");
        }
    }
}
