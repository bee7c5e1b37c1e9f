package io.citywatch.model.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.citywatch.model.PlainText;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a responder may answer to an offer, or say of the assignment that came of it. */
public enum OfferAction {
    ACCEPT("accept"),
    DECLINE("decline"),
    EN_ROUTE("en-route"),
    ARRIVED("arrived"),
    CLEARED("cleared");

    private final String text;

    OfferAction(String text) {
        this.text = text;
    }

    /** The name on the wire. */
    @JsonValue
    public String text() {
        return text;
    }

    public static Optional<OfferAction> parse(String text) {
        return Arrays.stream(values())
                .filter(action -> action.text.equals(text))
                .findFirst();
    }

    @JsonCreator
    static OfferAction of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException("action: " + PlainText.quoted(text)
                        + " (expected: one of "
                        + Arrays.stream(values()).map(OfferAction::text).collect(Collectors.joining(", ")) + ")"));
    }
}
