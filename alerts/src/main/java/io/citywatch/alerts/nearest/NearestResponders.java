package io.citywatch.alerts.nearest;

import io.citywatch.alerts.store.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Ranks responders by how soon each can be there. */
public interface NearestResponders {
    /** Of everybody on duty, active and not assigned who may be asked, the best. */
    Ranked rank(Transaction transaction, Search search);

    /** Where these people are now, by id: by the fix if it is fresh, else the registered place. */
    Map<String, Ranking.Whereabouts> whereabouts(Transaction transaction, Collection<String> responders, Instant now);
}
