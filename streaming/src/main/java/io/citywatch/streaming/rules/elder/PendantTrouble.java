package io.citywatch.streaming.rules.elder;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.telemetry.CallEvent;
import io.citywatch.streaming.rules.Call;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.StateReport;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * E6, by terminal: the pendant's battery is low, or the base does not hear it; one episode for both. The battery is good
 * again when a heartbeat says so, the link with any word of the pendant or a heartbeat that knows its battery. It is
 * urgent while nothing is heard of the person either.
 */
public final class PendantTrouble implements Serializable {
    private final double low;
    private final double good;

    public PendantTrouble(ElderParameters parameters) {
        low = parameters.pendantLowBattery();
        good = parameters.pendantGoodBattery();
    }

    /** @param missed whether nothing is heard of the person either (E3) */
    public Judged<OpenPendant> take(@Nullable OpenPendant open, Call call, Home home, boolean missed, Instant now) {
        boolean isLost = call.event() == CallEvent.Event.PENDANT_LOST;
        boolean isLow = call.event() == CallEvent.Event.PENDANT_LOW_BATTERY;
        boolean isHeard = !isLost && (isLow || call.source() == CallEvent.Source.PENDANT);
        boolean battery = isLow || (open != null && open.battery());
        boolean link = isLost || (open != null && open.link() && !isHeard);
        return settle(
                open, battery, link, open == null ? null : open.level(), MessageStamp.of(call), home, missed, now);
    }

    /** @param missed whether nothing is heard of the person either (E3) */
    public Judged<OpenPendant> take(
            @Nullable OpenPendant open, StateReport state, Home home, boolean missed, Instant now) {
        Double level = state.pendantBattery();
        if (level == null) {
            return new Judged<>(open, List.of());
        }
        boolean battery = level < low || (open != null && open.battery() && level < good);
        // Of a pendant that is lost a base may go on telling the last level that it knew.
        boolean link = open != null && open.link() && level.equals(open.level());
        return settle(open, battery, link, level, MessageStamp.of(state), home, missed, now);
    }

    /** The person began to be missed, or was heard again: the trouble that stands weighs more, or as it did. */
    public Judged<OpenPendant> weigh(OpenPendant open, Home home, boolean missed, long revision, Instant now) {
        OpenPendant next = new OpenPendant(
                open.id(),
                Math.max(open.revision(), revision),
                open.battery(),
                open.link(),
                open.level(),
                open.subjectType(),
                open.subjectId(),
                open.newest());
        return new Judged<>(next, List.of(say(next, Phase.UPDATED, home, missed, now)));
    }

    private static Judged<OpenPendant> settle(
            @Nullable OpenPendant open,
            boolean battery,
            boolean link,
            @Nullable Double level,
            MessageStamp stamp,
            Home home,
            boolean missed,
            Instant now) {
        if (open == null && !battery && !link) {
            return new Judged<>(null, List.of());
        }
        if (open != null && stamp.receivedAt() < open.newest().receivedAt()) {
            return new Judged<>(open, List.of());
        }
        Subject subject =
                open == null ? home.subject(stamp.device()) : new Subject(open.subjectType(), open.subjectId());
        OpenPendant next = new OpenPendant(
                open == null ? stamp.episodeId(Rule.E6, stamp.device()) : open.id(),
                open == null ? stamp.loggedAt() : Math.max(open.revision(), stamp.loggedAt()),
                battery,
                link,
                level,
                subject.type(),
                subject.id(),
                stamp);
        if (!battery && !link) {
            return new Judged<>(null, List.of(say(next, Phase.CLEARED, home, missed, now)));
        }
        if (open != null && open.battery() == battery && open.link() == link) {
            return new Judged<>(next, List.of());
        }
        return new Judged<>(next, List.of(say(next, open == null ? Phase.RAISED : Phase.UPDATED, home, missed, now)));
    }

    private static Detection say(OpenPendant pendant, Phase phase, Home home, boolean missed, Instant now) {
        MessageStamp newest = pendant.newest();
        Subject subject = new Subject(pendant.subjectType(), pendant.subjectId());
        Statement statement = new Statement(Rule.E6, phase, pendant.id(), subject)
                .key(newest.device())
                .severity(missed ? Severity.P2 : Severity.P3)
                .position(home.lat(), home.lon());
        if (phase != Phase.CLEARED) {
            statement.fact("reason", pendant.link() ? "link" : "battery");
        }
        return statement
                .fact("missed", missed ? true : null)
                .fact("battery", pendant.level())
                .say(pendant.revision(), newest.receivedAt(), newest, now);
    }
}
