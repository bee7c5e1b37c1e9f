package io.citywatch.alerts.incident;

/** What came of an act of a person. */
public sealed interface Outcome {
    /** It holds now, by this act or by an equal one before. */
    record Done() implements Outcome {}

    /** There is no such thing. */
    record NotFound() implements Outcome {}

    /** @param reason why it cannot be done now, in words for who tried */
    record Conflict(String reason) implements Outcome {}

    static Outcome done() {
        return new Done();
    }

    static Outcome notFound() {
        return new NotFound();
    }

    static Outcome conflict(String reason) {
        return new Conflict(reason);
    }
}
