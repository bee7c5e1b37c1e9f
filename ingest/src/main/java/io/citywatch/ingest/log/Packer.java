package io.citywatch.ingest.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what one client sends in one go, so that the log gets it as one record: whoever has many messages in flight
 * costs little more than one. A message that comes alone is a record of its own, and waits for nobody. Not thread-safe.
 */
public final class Packer {
    private static final int MOST_MESSAGES = 256;
    private static final int MOST_COST = 128 << 10;

    private final TelemetryLog log;
    private @Nullable Gathered gathered;

    public Packer(TelemetryLog log) {
        this.log = log;
    }

    /** Messages that go together; hears for each of them what became of the record. */
    private static final class Gathered implements AppendListener {
        private final List<MessageEntry> messages = new ArrayList<>();
        private final List<AppendListener> listeners = new ArrayList<>();
        private int cost;

        void add(MessageEntry message, AppendListener listener) {
            messages.add(message);
            listeners.add(listener);
            cost += message.cost();
        }

        boolean takes(MessageEntry message) {
            return messages.get(0).packsWith(message)
                    && messages.size() < MOST_MESSAGES
                    && cost + message.cost() <= MOST_COST;
        }

        @Override
        public void appended(@Nullable Throwable failure) {
            for (AppendListener listener : listeners) {
                listener.appended(failure);
            }
        }
    }

    /** Appends the entry, a bulk message at the next {@link #flush} at the latest; what came before it goes first. */
    public void append(LogEntry entry, AppendListener listener) {
        if (!(entry instanceof MessageEntry message) || !message.isPackable()) {
            flush();
            log.append(entry, listener);
            return;
        }
        if (gathered != null && !gathered.takes(message)) {
            flush();
        }
        if (gathered == null) {
            gathered = new Gathered();
        }
        gathered.add(message, listener);
    }

    /** The client has said what it had to say for now. */
    public void flush() {
        Gathered ready = gathered;
        if (ready == null) {
            return;
        }
        gathered = null;
        if (ready.messages.size() == 1) {
            log.append(ready.messages.get(0), ready.listeners.get(0));
        } else {
            log.append(new PackEntry(ready.messages), ready);
        }
    }
}
