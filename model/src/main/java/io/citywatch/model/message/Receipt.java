package io.citywatch.model.message;

import io.citywatch.model.Required;
import java.time.Instant;

/** A client acknowledged a revision of a pending message ({@code receipts}). */
public record Receipt(String recipient, String id, long revision, String gateway, Instant at) {
    /** @throws IllegalArgumentException naming the field that is missing */
    public Receipt {
        Required.check("recipient", recipient, "a client's id");
        Required.check("id", id, "the message's id");
        Required.check("gateway", gateway, "the gateway's id");
        Required.check("at", at, "epoch milliseconds");
    }

    /** The same key as the message's. */
    public String key() {
        return recipient + "/" + id;
    }
}
