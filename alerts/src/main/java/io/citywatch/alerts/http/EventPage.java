package io.citywatch.alerts.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.events.Event;
import io.citywatch.alerts.events.EventHub;
import io.citywatch.alerts.events.EventRights;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One page that watches. It reads the hub's ring at its own pace: the next batch is written when the one before has
 * left, so that a slow page costs no memory. Its state belongs to its connection's event loop.
 */
final class EventPage {
    private static final String RETRY = "retry: 2000\n";

    private final EventHub hub;
    private final Person person;
    private final HttpResponseWriter writer;
    private final ScheduledExecutorService loop;
    private final PageRights rights;
    private final Executor blocking;
    private final Runnable listener = this::wake;
    private final AtomicBoolean woken = new AtomicBoolean();
    private @Nullable ScheduledFuture<?> comments;
    private long place;
    private boolean writing;
    private boolean asking;

    /**
     * @param loop the connection's one thread
     * @param rights asked before each batch whether the person may still watch
     * @param blocking where they are asked
     */
    EventPage(
            EventHub hub,
            Person person,
            HttpResponseWriter writer,
            ScheduledExecutorService loop,
            PageRights rights,
            Executor blocking) {
        this.hub = hub;
        this.person = person;
        this.writer = writer;
        this.loop = loop;
        this.rights = rights;
        this.blocking = blocking;
    }

    void start(@Nullable String lastEventId, Duration comment) {
        loop.execute(() -> {
            hub.addListener(listener);
            begin(lastEventId);
            comments = loop.scheduleAtFixedRate(
                    this::comment, comment.toMillis(), comment.toMillis(), TimeUnit.MILLISECONDS);
            if (!writer.isOpen()) {
                stop();
            }
        });
    }

    private void begin(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isBlank()) {
            place = hub.newest();
            // An id without an event: a page that is cut off before its first event can still resume.
            write(RETRY + "id: " + hub.idOf(place) + "\n\n");
            return;
        }
        OptionalLong number = hub.numberOf(lastEventId);
        if (number.isEmpty()) {
            reset(RETRY);
            return;
        }
        place = number.getAsLong();
        write(RETRY + "\n");
    }

    /** Called by the hub, in any thread: at most one round waits on the loop. */
    private void wake() {
        if (!woken.compareAndSet(false, true)) {
            return;
        }
        try {
            loop.execute(() -> {
                woken.set(false);
                pump();
            });
        } catch (RejectedExecutionException e) {
            // The server stops, and this page with it.
            hub.removeListener(listener);
        }
    }

    private void pump() {
        pump(rights.isFresh());
    }

    /** @param sure whether the person may still watch, as far as is known */
    private void pump(boolean sure) {
        if (writing || asking || !writer.isOpen()) {
            return;
        }
        EventHub.Slice slice = hub.after(place);
        if (slice.lost()) {
            reset("");
            return;
        }
        if (slice.events().isEmpty()) {
            return;
        }
        if (!sure) {
            ask();
            return;
        }
        StringBuilder text = new StringBuilder();
        for (Event event : slice.events()) {
            place = event.number();
            if (EventRights.maySee(person, event)) {
                text.append("id: ").append(hub.idOf(place)).append('\n');
                text.append("event: ").append(event.type()).append('\n');
                text.append("data: ").append(event.json()).append("\n\n");
            }
        }
        if (text.length() == 0) {
            // Nothing of it was for this person, but more may be behind it.
            wake();
            return;
        }
        write(text.toString());
    }

    private void reset(String before) {
        place = hub.newest();
        write(before + "id: " + hub.idOf(place) + "\nevent: reset\ndata: {}\n\n");
    }

    private void write(String text) {
        if (!writer.tryWrite(HttpData.ofUtf8(text))) {
            return;
        }
        writing = true;
        var unused = writer.whenConsumed().handle((consumed, failure) -> {
            loop.execute(() -> {
                writing = false;
                pump();
            });
            return null;
        });
    }

    private void comment() {
        if (!writing) {
            write(":\n\n");
        }
        ask();
    }

    /** Who signed out, or whose rights were withdrawn, must not go on watching. */
    private void ask() {
        if (asking) {
            return;
        }
        asking = true;
        try {
            blocking.execute(() -> {
                boolean may = rights.ask(person);
                loop.execute(() -> asked(may));
            });
        } catch (RejectedExecutionException e) {
            // The server stops, and this page with it.
            writer.close();
        }
    }

    private void asked(boolean may) {
        asking = false;
        if (may) {
            // However long the answer took: else a slow database would keep everything back.
            pump(rights.isSinceLastEnding());
        } else {
            writer.close();
        }
    }

    /** Ends the stream. */
    void end() {
        writer.close();
    }

    /** Lets go of hub and timer. */
    void stop() {
        hub.removeListener(listener);
        loop.execute(() -> {
            if (comments != null) {
                comments.cancel(false);
            }
        });
    }
}
