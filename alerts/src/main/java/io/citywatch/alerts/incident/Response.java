package io.citywatch.alerts.incident;

import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.detection.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** The people side of an incident, as its life cycle needs it. The incident's row is locked in each call. */
public interface Response {
    /** How long an incident that this opens waits for a second evidence before people are asked; zero if not at all. */
    Duration holdOf(IncidentKind kind, Detection first);

    /** Adds the run card's needs that nobody is asked for or on the way for, and asks people at once. */
    void ensure(Transaction transaction, Incident incident, Instant now);

    /** Frees everybody, withdraws what is open, cancels the timers. */
    void standDown(Transaction transaction, Incident incident, String actor, Instant now);

    /** Who is asked and who is bound for an incident goes on for the one that it was merged into. */
    void takeOver(Transaction transaction, Incident home, Incident other, Instant now);

    /**
     * Who came with an incident that goes on by itself again goes back with it.
     *
     * @param merged it, and what was merged into it before
     */
    void handBack(Transaction transaction, Incident home, Incident back, Collection<String> merged, Instant now);

    /** Withdraws what is open and asks nobody more; who is bound stays. */
    void askNobody(Transaction transaction, Incident incident, Instant now);

    /** Whether this person is bound by it. */
    boolean isBound(Transaction transaction, Incident incident, String responder);

    /** Tells those who are bound by it where it is now. */
    void moved(Transaction transaction, Incident incident, Instant now);

    /** Lets a note end by itself at that time, unless it became more than a note. */
    void closeLater(Transaction transaction, Incident incident, Instant at);
}
