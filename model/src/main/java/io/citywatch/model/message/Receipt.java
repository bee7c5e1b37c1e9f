package io.citywatch.model.message;

import java.time.Instant;

/** A client acknowledged a revision of a pending message ({@code receipts}). */
public record Receipt(String recipient, String id, long revision, String gateway, Instant at) {
    /** The same key as the message's. */
    public String key() {
        return recipient + "/" + id;
    }
}
