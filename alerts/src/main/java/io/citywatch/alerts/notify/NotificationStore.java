package io.citywatch.alerts.notify;

import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps notifications. Whoever changes one holds its row, and took the row of its offer before if that changes too. */
public interface NotificationStore {
    /**
     * A notification with what it depends on as it is now.
     *
     * @param over why nothing more need be sent; null if the offer still waits for the person
     * @param message what it says; null if the incident or the offer is gone
     */
    record Standing(
            Notification row,
            Addressee person,
            @Nullable String over,
            @Nullable Message message) {}

    /** What is known of the incident and the way to it. */
    record Message(
            IncidentKind kind,
            Severity severity,
            @Nullable Position position,
            long distanceMeters,
            long travelSeconds,
            Instant deadline) {}

    /** What these people have and want. */
    Map<String, Addressee> addressees(Transaction transaction, Collection<String> responders);

    /** Adds rows; one that is there already stays as it is. */
    void insert(Transaction transaction, Collection<Notification> rows);

    /** Those in one of the states that are due; each is locked, and what another process looks at is left out. */
    List<Standing> due(Transaction transaction, Set<NotificationState> states, Instant now, int most);

    /** Locks those that there are. */
    List<Standing> lock(Transaction transaction, Collection<String> ids);

    /** By the id that the provider gave it. */
    Optional<String> idOfProviders(Transaction transaction, String providerId);

    /** The offer and the responder of a notification. */
    Optional<Notification.Owed> owed(Transaction transaction, String id);

    void save(Transaction transaction, Collection<Notification> rows);

    /** The app acknowledged an offer: what waits to be sent on another channel is not sent. */
    void reachedByApp(Transaction transaction, String offer, Instant at);

    /** The person has the offer, on whatever channel. */
    void delivered(Transaction transaction, Notification.Owed owed, Instant at);

    /** What waits to be sent of an offer is not sent. */
    void stopWaiting(Transaction transaction, String offer, String why, Instant now);

    /** The offers ended: what was not sent is not sent, and what was is confirmed where the person answered. */
    void stop(Transaction transaction, Collection<String> offers, String why, boolean answered, Instant now);

    /** Remembers a signature; false if it was taken before. Forgets those from before {@code oldest}. */
    boolean takeOnce(Transaction transaction, String signatureSha256, Instant oldest, Instant now);

    /** How many wait to be sent. */
    long waiting();
}
