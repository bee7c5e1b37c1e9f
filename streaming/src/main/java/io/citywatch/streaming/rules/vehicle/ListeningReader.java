package io.citywatch.streaming.rules.vehicle;

/**
 * What is known of a reader: what it usually hears, and whether it may be deaf.
 *
 * @param passed tags that it heard pass while it was well, older ones counting less
 * @param unheard rides that must have passed it meanwhile and that it did not hear
 * @param there the last span throughout which it was there
 */
public record ListeningReader(UsualHearing usual, DeafnessDoubt doubt, double passed, double unheard, long there) {
    /** A span in which it was away. */
    ListeningReader lived(HeardSpan heard, DeafnessDoubt doubts) {
        return new ListeningReader(usual.lived(heard), doubts, passed, unheard, there);
    }

    boolean isDeaf() {
        return doubt.id() != null;
    }
}
