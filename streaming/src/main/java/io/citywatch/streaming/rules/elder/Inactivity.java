package io.citywatch.streaming.rules.elder;

import io.citywatch.model.Position;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.FixReport;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.RegisteredElder;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * E3, by person: nothing is heard of somebody for longer than is usual for this person at this hour. It takes at least 4
 * h of the day or 10 h in all, however lively the person, and no more than 12 h, however quiet. A base that is not heard
 * says nothing: while it or its gateway is away the silence does not grow, and is not learnt.
 */
public final class Inactivity implements Serializable {
    /** A silence of which more than a tenth was not watched teaches nothing. */
    private static final int WATCHED_SHARE = 10;
    /** An accuracy holds two of three fixes; so many of them hold all but one in ten thousand. */
    private static final double SURELY = 3;

    private final InactivityParameters numbers;
    private final ClockParameters clock;
    private final DayAndNight hours;

    public Inactivity(InactivityParameters parameters, ClockParameters clock) {
        numbers = parameters;
        this.clock = clock;
        hours = new DayAndNight(parameters);
    }

    /**
     * What a message came to.
     *
     * @param habits as they were, where nothing was learnt
     */
    public record Heard(@Nullable Silence silence, GapHabits habits, List<Detection> detections) {}

    /**
     * When a silence is too long, and why.
     *
     * @param from where it counts from: the last sign, or the end of an announced absence
     * @param at when it is
     * @param usual of this person at that hour; null before enough was learnt
     */
    private record Limit(long from, long at, GapHabits.@Nullable Usual usual) {}

    /** A message of the person's base. */
    public Heard take(
            @Nullable Silence before, GapHabits habits, Sign sign, @Nullable RegisteredElder elder, Instant now) {
        String what = signOf(before, sign);
        if (before == null) {
            // Only a person of whom anything was heard can be missed.
            return new Heard(what == null ? null : fresh(null, sign, what), habits, List.of());
        }
        Silence watched = watched(before, sign);
        long at = timeOf(sign.stamp());
        if (what == null || at < watched.since()) {
            return new Heard(watched, habits, List.of());
        }
        GapHabits learnt = learn(habits.on(hours.dayOf(at)), watched, at, elder);
        List<Detection> said = List.of();
        OpenCase open = watched.open();
        if (open != null) {
            OpenCase ended = open.with(sign.stamp(), at);
            said = List.of(ended.statement(Rule.E3, Phase.CLEARED)
                    .fact("silentSeconds", (at - watched.since()) / 1_000)
                    .fact("lastSign", what)
                    .say(ended.revision(), sign.stamp().receivedAt(), sign.stamp(), now));
        }
        return new Heard(fresh(watched, sign, what), learnt, said);
    }

    /** When to look first, long before it can be too long for anybody. */
    public long wakesAt(Silence silence) {
        if (silence.open() != null) {
            return silence.heardAt() + numbers.forgetAfter().toMillis();
        }
        return silence.since()
                + silence.blind()
                + Math.min(
                        numbers.dayFloor().toMillis(), numbers.beforeLearning().toMillis());
    }

    /** When its base will not have been heard for so long that nothing is worth remembering. */
    public long forgottenAt(Silence silence) {
        return silence.heardAt() + numbers.forgetAfter().toMillis();
    }

    /** When to look next, if nothing comes; not above the event time if it is too long now. */
    public long dueAt(Silence silence, GapHabits habits, @Nullable RegisteredElder elder, long eventTime) {
        if (silence.open() != null || isBlind(silence, eventTime)) {
            return forgottenAt(silence);
        }
        return limitOf(silence, habits, elder).at();
    }

    /** It is too long. */
    public Judged<Silence> raise(
            Silence silence, GapHabits habits, @Nullable RegisteredElder elder, Subject subject, Instant now) {
        Limit limit = limitOf(silence, habits, elder);
        GapHabits.Usual usual = limit.usual();
        OpenCase open =
                OpenCase.begun(Rule.E3, subject, silence.last(), limit.at()).at(limit.at());
        Detection raised = open.statement(Rule.E3, Phase.RAISED)
                .fact("silentSeconds", (limit.at() - silence.since()) / 1_000)
                .fact("since", silence.since())
                .fact("lastSign", silence.sign())
                .fact("limitSeconds", (limit.at() - limit.from()) / 1_000)
                .fact("usualSeconds", usual == null ? null : usual.millis() / 1_000)
                .fact("learntDays", habits.days())
                .fact("learntGaps", usual == null ? null : usual.gaps())
                .fact("unheardSeconds", silence.blind() == 0 ? null : silence.blind() / 1_000)
                .say(open.revision(), limit.at(), silence.last(), now);
        return new Judged<>(silence.with(open), List.of(raised));
    }

    /** The registry's entry changed: somebody whose absence is announced is not missed. */
    public Judged<Silence> onElder(Silence silence, @Nullable RegisteredElder elder, long eventTime, Instant now) {
        OpenCase open = silence.open();
        if (open == null || elder == null || (!elder.withdrawn() && elder.absentUntil() <= eventTime)) {
            return new Judged<>(silence, List.of());
        }
        Detection cleared = open.statement(Rule.E3, Phase.CLEARED)
                .fact("reason", elder.withdrawn() ? "withdrawn" : "absent")
                .say(open.revision(), open.endsAt(), open.newest(), now);
        return new Judged<>(silence.with(null), List.of(cleared));
    }

    private Limit limitOf(Silence silence, GapHabits habits, @Nullable RegisteredElder elder) {
        // Time in which nobody could have heard the person does not count: the silence begins as if after it.
        long from = Math.max(silence.since() + silence.blind(), elder == null ? 0 : elder.absentUntil());
        long most = from + numbers.cap().toMillis();
        GapHabits.Usual usual = habits.days() < numbers.learningDays()
                ? new GapHabits.Usual(0, 0)
                : habits.usual(hours.hourOf(from), numbers.quantile());
        if (usual.gaps() == 0) {
            long known = hours.daytimeAfter(from, numbers.beforeLearning().toMillis());
            return new Limit(from, Math.min(known, most), null);
        }
        long floor = Math.min(
                hours.daytimeAfter(from, numbers.dayFloor().toMillis()),
                from + numbers.nightFloor().toMillis());
        long unusual = from + Math.round(usual.millis() * numbers.margin());
        return new Limit(from, Math.min(Math.max(floor, unusual), most), usual);
    }

    private GapHabits learn(GapHabits habits, Silence silence, long at, @Nullable RegisteredElder elder) {
        long lasted = at - silence.since();
        long watched = lasted - silence.blind();
        boolean isExcused = elder != null && elder.absentUntil() > silence.since();
        if (isExcused || watched > numbers.cap().toMillis() || silence.blind() * WATCHED_SHARE > lasted) {
            return habits;
        }
        return habits.learn(
                hours.hourOf(silence.since()), Math.min(watched, mostLearnt(silence, habits, elder, watched)));
    }

    /** Somebody who lay helpless must not teach that this is usual; a new habit is learnt step by step. */
    private long mostLearnt(Silence silence, GapHabits habits, @Nullable RegisteredElder elder, long watched) {
        if (watched <= numbers.dayFloor().toMillis()) {
            return watched;
        }
        Limit limit = limitOf(silence, habits, elder);
        return Math.round((limit.at() - limit.from()) * numbers.learnExcess());
    }

    /** The base was heard; was it away before? Our own gateway being away looks the same from here. */
    private Silence watched(Silence before, Sign sign) {
        long at = Math.max(before.heardAt(), sign.stamp().receivedAt());
        long unheard = isBlind(before, at) ? at - before.heardAt() : 0;
        return new Silence(
                before.last(),
                before.sign(),
                before.since(),
                at,
                sign.intervalSeconds() > 0 ? sign.intervalSeconds() : before.intervalSeconds(),
                before.blind() + unheard,
                before.fixLat(),
                before.fixLon(),
                before.fixAccuracy(),
                before.open(),
                before.armedAt());
    }

    private boolean isBlind(Silence silence, long at) {
        long interval = silence.intervalSeconds() * 1_000L;
        return interval > 0 && at - silence.heardAt() > numbers.missedIntervals() * interval;
    }

    private Silence fresh(@Nullable Silence before, Sign sign, String what) {
        MessageStamp stamp = sign.stamp();
        Silence next = new Silence(
                stamp,
                what,
                timeOf(stamp),
                before == null ? stamp.receivedAt() : before.heardAt(),
                before == null ? sign.intervalSeconds() : before.intervalSeconds(),
                0,
                before == null ? null : before.fixLat(),
                before == null ? null : before.fixLon(),
                before == null ? 0 : before.fixAccuracy(),
                null,
                before == null ? 0 : before.armedAt());
        return sign.fix() == null ? next : next.at(sign.fix());
    }

    private @Nullable String signOf(@Nullable Silence before, Sign sign) {
        FixReport fix = sign.fix();
        if (fix == null) {
            return sign.what();
        }
        if (before == null || before.fixLat() == null || before.fixLon() == null) {
            return "fix";
        }
        double meters = new Position(before.fixLat(), before.fixLon()).metersTo(fix.position());
        // Two fixes of one place are apart by more than both accuracies once in ten times, and there are dozens a day.
        double error = Math.hypot(fix.accuracy(), before.fixAccuracy());
        return meters > Math.max(numbers.movedMeters(), SURELY * error) ? "moved" : null;
    }

    private long timeOf(MessageStamp stamp) {
        return clock.at(stamp.measuredAt(), stamp.receivedAt());
    }
}
