package io.citywatch.streaming.rules.vehicle;

/** What is known of a reader: what it usually hears, and whether it may be deaf. */
public record ListeningReader(UsualHearing usual, DeafnessDoubt doubt) {
    boolean isDeaf() {
        return doubt.id() != null;
    }
}
