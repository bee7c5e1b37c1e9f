package io.citywatch.streaming.rules.vehicle;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Onset;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * R6, by tag: one tag at two places that no vehicle joins so fast. A read is compared with the one before and the one
 * after it, by the readers' own clocks and only where both can be believed. Distance is by road, one-way streets ridden
 * either way (a wrong-way rider is no clone); where the streets are not known it is by great circle, below every road's.
 */
public final class ClonedTag implements Serializable {
    private static final double KMH = 3.6;
    /** Whoever has time for this far has been anywhere. */
    private static final double FARTHEST_METERS = 20_000;

    private final VehicleParameters numbers;

    public ClonedTag(VehicleParameters parameters) {
        numbers = parameters;
    }

    /**
     * A read that is news, and in time.
     *
     * @param passages with that read among them, oldest first
     */
    public Judged<OpenClone> onRead(
            @Nullable OpenClone open,
            String tag,
            @Nullable String plate,
            List<Passage> passages,
            Passage read,
            Onset onset,
            Readers readers,
            Instant now) {
        @Nullable Leg impossible = impossible(passages, read, readers);
        if (impossible == null) {
            return new Judged<>(open, List.of());
        }
        MessageStamp stamp = onset.stamp();
        OpenClone next = new OpenClone(
                open == null ? onset.id(Rule.R6, tag, numbers.cloneQuiet()) : open.id(),
                open == null ? stamp.loggedAt() : Math.max(open.revision(), stamp.loggedAt()),
                open == null ? (plate == null ? tag : plate) : open.vehicle(),
                open == null ? 1 : open.pairs() + 1,
                stamp,
                Math.max(open == null ? 0 : open.clearsAt(), onset.endsAfter(numbers.cloneQuiet())));
        Phase phase = open == null ? Phase.RAISED : Phase.UPDATED;
        return new Judged<>(next, List.of(say(next, phase, tag, plate, impossible, read, readers, now)));
    }

    /** Event time came to {@code eventTime}. */
    public Judged<OpenClone> atEventTime(OpenClone open, String tag, long eventTime, Instant now) {
        if (open.clearsAt() > eventTime) {
            return new Judged<>(open, List.of());
        }
        Detection cleared = new Statement(Rule.R6, Phase.CLEARED, open.id(), Subject.vehicle(open.vehicle()))
                .key(tag)
                .fact("tag", tag)
                .fact("pairs", open.pairs())
                .say(Math.max(open.revision(), open.clearsAt()), open.clearsAt(), open.newest(), now);
        return new Judged<>(null, List.of(cleared));
    }

    /**
     * Of the legs that this read makes. A reader that hears a tag faintly while another has it close by overhears it,
     * however often: who would call that a copy accuses somebody whom a wall's echo made a twin.
     */
    private @Nullable Leg impossible(List<Passage> passages, Passage read, Readers readers) {
        Leg impossible = null;
        Passage before = null;
        for (Passage one : passages) {
            if (!one.near()) {
                continue;
            }
            if (before != null && (before.isSame(read) || one.isSame(read))) {
                Leg leg = Leg.between(before, one, readers);
                if (leg != null && leg.isBelieved() && isImpossible(leg, readers)) {
                    impossible = leg;
                }
            }
            before = one;
        }
        return impossible;
    }

    private boolean isImpossible(Leg leg, Readers readers) {
        boolean isTwoPlaces = leg.meters() > numbers.cloneMeters()
                && leg.millis() <= numbers.cloneWithin().toMillis();
        return isTwoPlaces
                || leg.speedKmh(numbers.cloneHearingMeters()) > numbers.cloneSpeedKmh()
                || isTooFarByRoad(leg, readers.roads());
    }

    /** Readers that may hear the same place are near, however long the road between them. */
    private boolean isTooFarByRoad(Leg leg, @Nullable ReaderNetwork roads) {
        double most = numbers.cloneSpeedKmh() / KMH * Math.max(1, leg.seconds()) + numbers.cloneHearingMeters();
        return roads != null
                && most < FARTHEST_METERS
                && leg.meters() > 2 * numbers.cloneHearingMeters()
                && isOnRoads(leg, roads)
                && roads.wayEitherWay(leg.from().reader(), leg.to().reader(), most)
                        .isEmpty();
    }

    private static boolean isOnRoads(Leg leg, ReaderNetwork roads) {
        return leg.from().own() == null
                && leg.to().own() == null
                && roads.knows(leg.from().reader())
                && roads.knows(leg.to().reader());
    }

    private static @Nullable Long roadMeters(Leg leg, @Nullable ReaderNetwork roads) {
        return roads == null || !isOnRoads(leg, roads)
                ? null
                : roads.wayEitherWay(leg.from().reader(), leg.to().reader(), Double.MAX_VALUE)
                        .map(way -> Math.round(way.meters()))
                        .orElse(null);
    }

    private static Detection say(
            OpenClone open,
            Phase phase,
            String tag,
            @Nullable String plate,
            Leg leg,
            Passage read,
            Readers readers,
            Instant now) {
        @Nullable Long roadMeters = roadMeters(leg, readers.roads());
        boolean isEnd = leg.to().isSame(read);
        return new Statement(Rule.R6, phase, open.id(), Subject.vehicle(open.vehicle()))
                .key(tag)
                .devices(List.of(leg.from().reader(), leg.to().reader()).stream()
                        .distinct()
                        .toList())
                .position(
                        isEnd ? leg.end().lat() : leg.start().lat(),
                        isEnd ? leg.end().lon() : leg.start().lon())
                .fact("plate", plate)
                .fact("tag", tag)
                .fact(
                        "speedKmh",
                        Math.round(
                                roadMeters == null ? leg.speedKmh(0) : roadMeters / Math.max(1, leg.seconds()) * KMH))
                .fact("meters", Math.round(leg.meters()))
                .fact("roadMeters", roadMeters)
                .fact("seconds", leg.seconds())
                .fact("fromReader", leg.from().reader())
                .fact("toReader", leg.to().reader())
                .fact("pairs", open.pairs())
                .say(open.revision(), read.at(), open.newest(), now);
    }
}
