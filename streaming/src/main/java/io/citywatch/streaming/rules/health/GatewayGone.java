package io.citywatch.streaming.rules.health;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.GatewayPulse;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * D5, by gateway: no pulse for 15 min, while others go on. Its devices are not blamed meanwhile. Over with its next
 * pulse.
 */
public final class GatewayGone implements Serializable {
    private final long goneAfter;

    public GatewayGone(HealthParameters parameters) {
        goneAfter = parameters.gatewayGoneAfter().toMillis();
    }

    /** When to look at it next, if no pulse comes. */
    public long wakesAt(WatchedGateway gateway) {
        return gateway.lastAt() + goneAfter;
    }

    public Judged<WatchedGateway> onPulse(@Nullable WatchedGateway before, GatewayPulse pulse, Instant now) {
        if (before != null && pulse.at() <= before.lastAt()) {
            return new Judged<>(before, List.of());
        }
        WatchedGateway next = new WatchedGateway(pulse.boot(), pulse.at(), pulse.loggedAt(), null, 0);
        if (before == null || before.id() == null) {
            return new Judged<>(next, List.of());
        }
        Detection cleared = statement(before.id(), Phase.CLEARED, pulse.gateway())
                .fact("silentSeconds", (pulse.at() - before.lastAt()) / 1_000)
                .say(Math.max(before.revision(), pulse.loggedAt()), pulse.at(), stamp(pulse.gateway(), next), now);
        return new Judged<>(next, List.of(cleared));
    }

    /** Event time came to {@code eventTime}: every pulse until then was read. */
    public Judged<WatchedGateway> atEventTime(String gateway, WatchedGateway watched, long eventTime, Instant now) {
        long due = wakesAt(watched);
        if (watched.id() != null || due > eventTime) {
            return new Judged<>(watched, List.of());
        }
        MessageStamp last = stamp(gateway, watched);
        String id = last.episodeId(Rule.D5, gateway);
        long revision = Math.max(watched.loggedAt(), due);
        Detection raised = statement(id, Phase.RAISED, gateway)
                .fact("silentSeconds", goneAfter / 1_000)
                .fact("since", watched.lastAt())
                .say(revision, due, last, now);
        return new Judged<>(
                new WatchedGateway(watched.boot(), watched.lastAt(), watched.loggedAt(), id, revision),
                List.of(raised));
    }

    private static Statement statement(String id, Phase phase, String gateway) {
        return new Statement(Rule.D5, phase, id, Subject.device(gateway));
    }

    /** A pulse has no identity of its own; of one boot its time is one. */
    private static MessageStamp stamp(String gateway, WatchedGateway watched) {
        return new MessageStamp(
                gateway, "pulse@" + watched.boot(), watched.lastAt(), watched.loggedAt(), watched.lastAt());
    }
}
