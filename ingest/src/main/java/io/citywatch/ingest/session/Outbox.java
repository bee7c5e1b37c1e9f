package io.citywatch.ingest.session;

import io.citywatch.model.message.PendingMessage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is on its way to one connected client: messages wait until its window has room, the newest revision of each id
 * alone, and each revision is sent once a connection. Not thread-safe.
 */
public final class Outbox {
    private static final int MOST_IN_FLIGHT = 64;
    private static final int LAST_PACKET_ID = 65_535;

    private final int window;
    private final Map<Integer, PendingMessage> inFlight = new HashMap<>();
    private final Map<String, PendingMessage> waiting = new LinkedHashMap<>();
    private final Map<String, Long> sentRevisions = new HashMap<>();
    private int lastPacketId;

    Outbox(int receiveMaximum) {
        this.window = Math.min(receiveMaximum, MOST_IN_FLIGHT);
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

    /** The next message to send, empty if none waits or the window is full. It waits on until it is taken. */
    public Optional<PendingMessage> next() {
        if (inFlight.size() >= window || waiting.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(waiting.values().iterator().next());
    }

    /** The message is sent now, or need not be on this connection. */
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
        return Optional.ofNullable(inFlight.remove(packetId));
    }
}
