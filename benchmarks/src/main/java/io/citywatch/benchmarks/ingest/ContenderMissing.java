package io.citywatch.benchmarks.ingest;

/** A server that this machine does not have, and how to get it. */
public final class ContenderMissing extends RuntimeException {
    private static final long serialVersionUID = 1;

    ContenderMissing(String message) {
        super(message);
    }
}
