package io.citywatch.ingest.limit;

/**
 * How often those are noted who never logged in: enough to see that somebody knocks, too little for the whole internet
 * to fill the audit. Thread-safe.
 */
public final class StrangerPace {
    private static final int PER_SECOND = 10;
    private static final int AT_ONCE = 100;

    private final Rate rate = new Rate(PER_SECOND, AT_ONCE, System.nanoTime());

    /** True if one more may be noted. */
    public boolean allows() {
        long now = System.nanoTime();
        return !rate.isExceeded(now) && rate.charge(now) == 0;
    }
}
