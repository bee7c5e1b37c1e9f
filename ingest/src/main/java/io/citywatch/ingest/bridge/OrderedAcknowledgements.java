package io.citywatch.ingest.bridge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledges the messages of one connection in the order in which they came [MQTT-4.6.0-2], each once the log has it;
 * after one that the log could not take, none. Thread-safe.
 */
final class OrderedAcknowledgements {
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final IntConsumer acknowledge;
    private boolean broken;

    OrderedAcknowledgements(IntConsumer acknowledge) {
        this.acknowledge = acknowledge;
    }

    /** A message that wants an acknowledgement. */
    static final class Waiting {
        private final int packetId;
        private boolean done;

        private Waiting(int packetId) {
            this.packetId = packetId;
        }
    }

    synchronized Waiting expect(int packetId) {
        Waiting message = new Waiting(packetId);
        waiting.add(message);
        return message;
    }

    /** @return false if the connection must end, so that the broker sends the rest again */
    synchronized boolean settle(Waiting message, @Nullable Throwable failure) {
        if (failure != null) {
            broken = true;
        }
        message.done = failure == null;
        while (!broken && !waiting.isEmpty() && waiting.peek().done) {
            acknowledge.accept(waiting.remove().packetId);
        }
        return !broken;
    }
}
