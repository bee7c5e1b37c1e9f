package io.citywatch.ingest.session;

import io.citywatch.model.message.PendingMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is on its way to one client: messages wait until its window has room, the newest revision of each id alone, and
 * each revision is sent once a session. What was sent and not acknowledged is sent again on the session's next
 * connection, with its packet id and before anything new [MQTT-4.4.0-1, MQTT-4.6.0-1]. Not thread-safe.
 */
public final class Outbox {
    private static final int MOST_IN_FLIGHT = 64;
    private static final int LAST_PACKET_ID = 65_535;

    private final Map<Integer, PendingMessage> inFlight = new LinkedHashMap<>();
    private final Deque<Integer> again = new ArrayDeque<>();
    private final Map<String, PendingMessage> waiting = new LinkedHashMap<>();
    private final Map<String, Long> sentRevisions = new HashMap<>();
    private int window = MOST_IN_FLIGHT;
    private int lastPacketId;

    /** @param packetId the one that it was sent with before */
    public record Resend(int packetId, PendingMessage message) {}

    /**
     * A connection begins.
     *
     * @param receiveMaximum how many unacknowledged messages the client bears on it
     * @param owed all that the platform owes now; what is none of these is over and not sent again
     */
    public void resume(int receiveMaximum, List<PendingMessage> owed) {
        window = Math.min(receiveMaximum, MOST_IN_FLIGHT);
        Map<String, Long> revisions = new HashMap<>();
        owed.forEach(message -> revisions.put(message.id(), message.revision()));
        waiting.clear();
        sentRevisions.keySet().retainAll(revisions.keySet());
        inFlight.values().removeIf(message -> !Long.valueOf(message.revision()).equals(revisions.get(message.id())));
        again.clear();
        again.addAll(inFlight.keySet());
    }

    /** Takes a message that is owed, or word that it is settled; what was already sent is left out. */
    public void offer(PendingMessage message) {
        if (message.settled()) {
            waiting.remove(message.id());
            sentRevisions.remove(message.id());
            return;
        }
        Long sent = sentRevisions.get(message.id());
        PendingMessage before = waiting.get(message.id());
        if ((sent != null && sent >= message.revision())
                || (before != null && before.revision() >= message.revision())) {
            return;
        }
        waiting.put(message.id(), message);
    }

    /** The next message to send again, empty if there is none or the window is full; it counts as sent now. */
    public Optional<Resend> nextAgain() {
        if (again.isEmpty() || isFull()) {
            return Optional.empty();
        }
        int packetId = again.removeFirst();
        PendingMessage message = inFlight.get(packetId);
        return message == null ? Optional.empty() : Optional.of(new Resend(packetId, message));
    }

    /** The next message to send, empty if none waits or the window is full. It waits on until it is taken. */
    public Optional<PendingMessage> next() {
        if (!again.isEmpty() || isFull() || waiting.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(waiting.values().iterator().next());
    }

    /** The message is sent now. */
    public void sent(PendingMessage message) {
        waiting.remove(message.id());
        sentRevisions.put(message.id(), message.revision());
    }

    /** The message waits no more, but may be offered again. */
    public void drop(PendingMessage message) {
        waiting.remove(message.id());
    }

    /** A packet id for a message that wants an acknowledgement. */
    public int track(PendingMessage message) {
        do {
            lastPacketId = lastPacketId == LAST_PACKET_ID ? 1 : lastPacketId + 1;
        } while (inFlight.containsKey(lastPacketId));
        inFlight.put(lastPacketId, message);
        return lastPacketId;
    }

    /** The message that the client acknowledged, empty if the packet id is none of ours. */
    public Optional<PendingMessage> acknowledged(int packetId) {
        again.remove(packetId);
        return Optional.ofNullable(inFlight.remove(packetId));
    }

    private boolean isFull() {
        return inFlight.size() - again.size() >= window;
    }
}
