package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.nearest.Ranked;
import io.citywatch.alerts.store.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps needs, offers and assignments. Whoever changes those of an incident holds its row lock. */
public interface ResponseStore {
    /** The needs of the incident's epoch, in the order of the run card. */
    List<Need.Standing> needs(Transaction transaction, Incident incident);

    void insertNeeds(Transaction transaction, List<Need> needs);

    void saveNeed(Transaction transaction, Need need);

    Optional<Need> need(Transaction transaction, String id);

    void cancelNeeds(Transaction transaction, String incident);

    /**
     * Of these people, who is assigned nowhere. Until the end of the transaction an acceptance of any of them waits, so
     * the answer holds.
     */
    Set<String> stillFree(Transaction transaction, Collection<String> responders);

    /** Whether this person is assigned nowhere; until the end of the transaction no other can assign them. */
    boolean claim(Transaction transaction, String responder);

    void insertOffers(Transaction transaction, Incident incident, List<Offer> offers);

    void saveOffers(Transaction transaction, List<Offer> offers);

    Optional<Offer> offer(Transaction transaction, String id);

    /** Who was nearer and was not asked; of each person the newest word. */
    void savePassedOver(Transaction transaction, Need need, List<Ranked.PassedOver> passedOver, Instant now);

    /** Open incidents of which somebody is asked or under way. */
    List<String> incidentsUnderWay(Transaction transaction);

    /** Offers of the incident that wait for an answer. */
    List<Offer> pending(Transaction transaction, String incident);

    /** Of those that wait, the ids of the ones whose responder is assigned to another incident. */
    Set<String> pendingOfAssignedElsewhere(Transaction transaction, String incident);

    /** What this person is offered or assigned to now. */
    List<Offer> openOf(Transaction transaction, String responder);

    /** Marks as delivered what waits; an older revision's receipt counts too. False if it is no offer to this person. */
    boolean delivered(Transaction transaction, String responder, String offer, Instant at);

    /** Marks what waits since before that time and did not reach its phone, and returns what was not marked before. */
    List<Offer> markUnreached(Transaction transaction, String incident, Instant offeredBefore);

    /** Of what waits and has not reached its phone, nor is marked for it, when the oldest was offered. */
    Optional<Instant> oldestUndelivered(Transaction transaction, String incident);

    /** Where this person is, and what they are. */
    Seen seen(Transaction transaction, String responder);

    void insertAssignment(Transaction transaction, Assignment assignment);

    void saveAssignment(Transaction transaction, Assignment assignment);

    Optional<Assignment> assignment(Transaction transaction, String offer);

    /** Those of the incident that are not over. */
    List<Assignment> liveAssignments(Transaction transaction, String incident);
}
