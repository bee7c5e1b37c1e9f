package io.citywatch.streaming.rules.health;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Statement;
import io.citywatch.streaming.rules.UnreadableMessage;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * D3, by device: something came on the emergency lane that nobody can read, so somebody calls back. The first raises it,
 * each further one tells again, and it is over 10 min after the last.
 */
public final class UnreadableAlarm implements Serializable {
    private final long quiet;

    public UnreadableAlarm(HealthParameters parameters) {
        quiet = parameters.unreadableQuiet().toMillis();
    }

    public Judged<OpenUnreadable> take(@Nullable OpenUnreadable open, UnreadableMessage message, Instant now) {
        MessageStamp stamp = new MessageStamp(
                message.device(), message.identity(), message.receivedAt(), message.loggedAt(), message.receivedAt());
        if (open != null && open.newest().identity().equals(message.identity())) {
            return new Judged<>(open, List.of()); // sent again, because it was refused
        }
        OpenUnreadable next = new OpenUnreadable(
                open == null ? stamp.episodeId(Rule.D3, message.device()) : open.id(),
                open == null ? message.loggedAt() : Math.max(open.revision(), message.loggedAt()),
                open == null ? 1 : open.count() + 1,
                stamp,
                message.receivedAt() + quiet);
        Detection said = statement(next, open == null ? Phase.RAISED : Phase.UPDATED, message.device())
                .fact("reason", message.reason())
                .fact("topic", message.topic())
                .fact("count", next.count())
                .say(next.revision(), message.receivedAt(), stamp, now);
        return new Judged<>(next, List.of(said));
    }

    /** Event time came to {@code eventTime}. */
    public Judged<OpenUnreadable> atEventTime(OpenUnreadable open, long eventTime, Instant now) {
        if (open.clearsAt() > eventTime) {
            return new Judged<>(open, List.of());
        }
        Detection cleared = statement(open, Phase.CLEARED, open.newest().device())
                .fact("count", open.count())
                .say(Math.max(open.revision(), open.clearsAt()), open.clearsAt(), open.newest(), now);
        return new Judged<>(null, List.of(cleared));
    }

    private static Statement statement(OpenUnreadable open, Phase phase, String device) {
        return new Statement(Rule.D3, phase, open.id(), Subject.device(device));
    }
}
