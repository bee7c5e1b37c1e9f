package io.citywatch.model;

/** How urgent a detection or an incident is. */
public enum Severity {
    /** Life or crime in progress. */
    P1,
    /** Urgent. */
    P2,
    /** Today. */
    P3,
    /** A note. */
    P4;

    public boolean isAbove(Severity other) {
        return compareTo(other) < 0;
    }

    public Severity orHigher(Severity other) {
        return isAbove(other) ? this : other;
    }
}
