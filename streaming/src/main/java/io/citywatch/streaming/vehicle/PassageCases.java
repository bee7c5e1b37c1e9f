package io.citywatch.streaming.vehicle;

import io.citywatch.model.Position;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.streaming.io.Judgements;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Onset;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.WantedVehicle;
import io.citywatch.streaming.rules.vehicle.ClonedTag;
import io.citywatch.streaming.rules.vehicle.Expected;
import io.citywatch.streaming.rules.vehicle.GuardMemory;
import io.citywatch.streaming.rules.vehicle.GuardedMove;
import io.citywatch.streaming.rules.vehicle.LastReaders;
import io.citywatch.streaming.rules.vehicle.OpenClone;
import io.citywatch.streaming.rules.vehicle.OpenPursuit;
import io.citywatch.streaming.rules.vehicle.OpenWrongWay;
import io.citywatch.streaming.rules.vehicle.Passage;
import io.citywatch.streaming.rules.vehicle.PassedReaders;
import io.citywatch.streaming.rules.vehicle.Pursuit;
import io.citywatch.streaming.rules.vehicle.ReaderNetwork;
import io.citywatch.streaming.rules.vehicle.Ride;
import io.citywatch.streaming.rules.vehicle.RoadPrior;
import io.citywatch.streaming.rules.vehicle.TagMemory;
import io.citywatch.streaming.rules.vehicle.UnheardPassage;
import io.citywatch.streaming.rules.vehicle.VehicleParameters;
import io.citywatch.streaming.rules.vehicle.WrongWay;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * The cases of one tag that follow from where it is read, one passage after the other: R1, R2, R6 and R7. What is said of
 * pursuits goes over the step that knows where rides go on to, which also hears of every ride.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
final class PassageCases implements Serializable {
    private final ClockParameters clock;
    private final VehicleParameters parameters;
    private final Pursuit pursuit;
    private final GuardedMove guardedMove;
    private final ClonedTag clonedTag;
    private final WrongWay wrongWay;

    private transient ValueState<OpenPursuit> pursued;
    private transient ValueState<GuardMemory> guarded;
    private transient ValueState<OpenClone> cloned;
    private transient ValueState<PassedReaders> passed;
    private transient ValueState<OpenWrongWay> against;

    PassageCases(RuleParameters rules) {
        clock = rules.clock();
        parameters = rules.vehicle();
        pursuit = new Pursuit(parameters);
        guardedMove = new GuardedMove(parameters);
        clonedTag = new ClonedTag(parameters);
        wrongWay = new WrongWay(parameters);
    }

    void open(TagCards cards) {
        pursued = cards.part(card -> card.pursuit, (card, open) -> card.pursuit = open);
        guarded = cards.part(card -> card.guard, (card, guard) -> card.guard = guard);
        cloned = cards.part(card -> card.clone, (card, open) -> card.clone = open);
        passed = cards.part(
                card -> card.passed,
                (card, readers) -> card.passed = readers,
                card -> card.passedAt,
                (card, at) -> card.passedAt = at,
                parameters.ridePause());
        against = cards.part(card -> card.wrongWay, (card, open) -> card.wrongWay = open);
    }

    /** Any read, with all that is known of its tag. */
    void onRead(
            TagRead read,
            TagMemory.Remembered remembered,
            RegisteredVehicle vehicle,
            @Nullable WantedVehicle hunt,
            Occasion occasion)
            throws Exception {
        judgeWay(read, remembered.passage(), vehicle, occasion);
        boolean isNews = remembered.isNews() || remembered.isNearer();
        if (!isNews || clock.isLate(read.measuredAt(), read.receivedAt())) {
            return; // kept for the track of a later read
        }
        Passage passage = remembered.passage();
        Onset onset = Onset.of(MessageStamp.of(read), occasion.eventTime());
        TagMemory memory = remembered.memory();
        List<Passage> passages = memory.passages();
        if (hunt != null && remembered.isNews()) {
            follow(
                    pursuit.onRead(pursued.value(), hunt, memory, passage, onset, occasion.readers(), occasion.now()),
                    memory,
                    hunt,
                    occasion.readers().roads(),
                    occasion);
        }
        teach(passages, passage, occasion);
        if (vehicle.guarded()) {
            Judgements.settle(
                    guarded,
                    guardedMove.onRead(
                            guarded.value(), vehicle, passages, passage, onset, occasion.readers(), occasion.now()),
                    occasion.out());
        }
        Judgements.settle(
                cloned,
                clonedTag.onRead(
                        cloned.value(),
                        read.tag(),
                        vehicle.plate(),
                        passages,
                        passage,
                        onset,
                        occasion.readers(),
                        occasion.now()),
                occasion.out());
    }

    /** Each read counts here, those too that are no news to others. */
    private void judgeWay(TagRead read, Passage passage, RegisteredVehicle vehicle, Occasion occasion)
            throws Exception {
        ReaderNetwork streets = occasion.readers().roads();
        if (streets == null || !passage.believed() || passage.own() != null) {
            return;
        }
        WrongWay.Taken taken = wrongWay.onRead(
                against.value(),
                passed.value(),
                read.tag(),
                vehicle.plate(),
                passage,
                Onset.of(MessageStamp.of(read), occasion.eventTime()),
                occasion.readers(),
                streets,
                occasion.now());
        Judgements.remember(passed, taken.passed());
        Judgements.settle(against, taken.judged(), occasion.out());
    }

    /** Says what is new of a pursuit, by way of the reader that saw it last. */
    private void follow(
            Judged<OpenPursuit> judged,
            @Nullable TagMemory reads,
            @Nullable WantedVehicle hunt,
            @Nullable ReaderNetwork streets,
            Occasion occasion)
            throws Exception {
        for (Detection said : judged.detections()) {
            String reader = said.device().value();
            LastReaders trail = null;
            List<Expected> expected = List.of();
            double pace = 1;
            if (reads != null && said.phase() != Phase.CLEARED) {
                List<Passage> passages = reads.passages();
                Ride ride = Ride.of(passages, parameters, streets);
                if (!ride.readers().isEmpty()) {
                    trail = ride.trail();
                    reader = trail.reader();
                    expected = streets == null
                            ? List.of()
                            : RoadPrior.next(streets, ride.readers(), start(ride, passages, hunt));
                    pace = streets == null ? 1 : ride.pace(streets);
                }
            }
            occasion.output(
                    TagFunction.ONWARD, ReaderNews.asked(reader, trail, KeyedBytes.detection(said), expected, pace));
        }
        Judgements.remember(pursued, judged.state());
    }

    /** Where its owner saw it last, if this is its first ride since. */
    private @Nullable Position start(Ride ride, List<Passage> passages, @Nullable WantedVehicle hunt) {
        if (hunt == null || hunt.lastSeenAt() == null || hunt.lastSeenLat() == null || hunt.lastSeenLon() == null) {
            return null;
        }
        long seen = hunt.lastSeenAt();
        long begun = ride.at().get(0);
        boolean isFirst = passages.stream().noneMatch(one -> one.near() && one.at() > seen && one.at() < begun);
        boolean isKnown = begun > seen && begun - seen <= parameters.readsKept().toMillis();
        return isFirst && isKnown ? new Position(hunt.lastSeenLat(), hunt.lastSeenLon()) : null;
    }

    /** What a ride did next is learnt, unless the read came out of order, or may be overheard. */
    private void teach(List<Passage> passages, Passage newest, Occasion occasion) {
        boolean isLast = passages.get(passages.size() - 1).isSame(newest);
        if (!isLast || !newest.near() || newest.own() != null) {
            return;
        }
        ReaderNetwork streets = occasion.readers().roads();
        Ride ride = Ride.lately(passages, parameters, streets);
        for (Ride.Step step : ride.newest(passages)) {
            occasion.output(TagFunction.ONWARD, ReaderNews.wentOn(step.from(), step.next(), step.seconds()));
        }
        if (streets != null) {
            for (UnheardPassage unheard : ride.unheard(passages, streets)) {
                occasion.output(TagFunction.UNHEARD, unheard);
            }
        }
    }

    /** @param before the vehicle as it was registered until now */
    void onVehicle(RegisteredVehicle before, RegisteredVehicle entry, Occasion occasion) throws Exception {
        GuardMemory guard = guarded.value();
        if (guard != null && !entry.guarded()) {
            long at = Math.max(occasion.eventTime(), guard.revision());
            Judgements.settle(guarded, guardedMove.onGuardOff(guard, before, at, occasion.now()), occasion.out());
        }
    }

    void onReport(WantedVehicle report, @Nullable TagMemory reads, Occasion occasion) throws Exception {
        follow(
                pursuit.onReport(
                        pursued.value(), report, reads, occasion.eventTime(), occasion.readers(), occasion.now()),
                reads,
                report,
                occasion.readers().roads(),
                occasion);
    }

    /** Whether there was a pursuit. */
    boolean onWithdrawal(WantedVehicle withdrawn, Occasion occasion) throws Exception {
        OpenPursuit open = pursued.value();
        if (open == null) {
            return false;
        }
        follow(pursuit.onWithdrawal(open, withdrawn.loggedAt(), occasion.now()), null, null, null, occasion);
        return true;
    }

    void atEventTime(long eventTime, RegisteredVehicle vehicle, @Nullable TagMemory reads, Occasion occasion)
            throws Exception {
        String tag = occasion.tag();
        Instant now = occasion.now();
        OpenPursuit hunted = pursued.value();
        if (hunted != null) {
            follow(pursuit.atEventTime(hunted, eventTime, now), reads, null, null, occasion);
        }
        OpenWrongWay wrong = against.value();
        if (wrong != null) {
            Judgements.settle(against, wrongWay.atEventTime(wrong, tag, eventTime, now), occasion.out());
        }
        OpenClone clone = cloned.value();
        if (clone != null) {
            Judgements.settle(cloned, clonedTag.atEventTime(clone, tag, eventTime, now), occasion.out());
        }
        GuardMemory guard = guarded.value();
        if (guard != null) {
            Judgements.settle(guarded, guardedMove.atEventTime(guard, vehicle, eventTime, now), occasion.out());
        }
    }

    /** Event time at which the first of them ends. */
    long endsAt() throws Exception {
        long next = Long.MAX_VALUE;
        OpenPursuit hunted = pursued.value();
        if (hunted != null) {
            next = hunted.clearsAt();
        }
        OpenClone clone = cloned.value();
        if (clone != null) {
            next = Math.min(next, clone.clearsAt());
        }
        OpenWrongWay wrong = against.value();
        if (wrong != null) {
            next = Math.min(next, wrong.clearsAt());
        }
        GuardMemory guard = guarded.value();
        if (guard != null && guard.id() != null) {
            next = Math.min(next, guard.clearsAt());
        }
        return next;
    }
}
