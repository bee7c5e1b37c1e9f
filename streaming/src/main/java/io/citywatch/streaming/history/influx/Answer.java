package io.citywatch.streaming.history.influx;

/** What the server says to a batch of points. */
sealed interface Answer {
    /** It has them all. */
    record Taken() implements Answer {}

    /**
     * At least one of them is wrong and will be however often it comes; the others may have been taken or not.
     *
     * @param reason in the server's words
     */
    record Refused(String reason) implements Answer {}

    /** They are too many bytes for one request. */
    record TooLarge() implements Answer {}

    /**
     * It cannot be reached, is busy, or does not let us in: nothing is known about the points.
     *
     * @param reason for the operator
     */
    record Away(String reason) implements Answer {}
}
