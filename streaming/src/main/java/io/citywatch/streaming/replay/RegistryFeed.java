package io.citywatch.streaming.replay;

import io.citywatch.streaming.io.RegistryRecord;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** A registry's entries, and when the next one comes. */
final class RegistryFeed implements Iterator<RegistryRecord> {
    private final List<RegistryRecord> entries;
    private int next;

    /** @param entries in the order of their times */
    RegistryFeed(List<RegistryRecord> entries) {
        this.entries = entries;
    }

    @Override
    public boolean hasNext() {
        return next < entries.size();
    }

    @Override
    public RegistryRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return entries.get(next++);
    }

    /** {@link Long#MAX_VALUE} if none is left. */
    long nextAt() {
        return hasNext() ? entries.get(next).loggedAt() : Long.MAX_VALUE;
    }
}
