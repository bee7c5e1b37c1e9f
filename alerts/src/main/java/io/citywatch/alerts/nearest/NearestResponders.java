package io.citywatch.alerts.nearest;

import io.citywatch.alerts.store.Transaction;
import java.util.List;

/** Ranks responders: best fit first, within a fit by travel time. */
public interface NearestResponders {
    /** Everybody on duty, active and not assigned who may be asked, the best first. */
    List<Candidate> rank(Transaction transaction, Search search);
}
