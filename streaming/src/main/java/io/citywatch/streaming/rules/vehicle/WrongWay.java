package io.citywatch.streaming.rules.vehicle;

import io.citywatch.model.Position;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Onset;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * R7, by tag: ridden against a one-way street. Two readers with none between them are passed one after the other so soon
 * that the lawful way is out of the question, at a speed that the way against the street explains. Twice, or once where
 * each of the two read it three times. It rests on the street graph, and without one it is silent.
 */
public final class WrongWay implements Serializable {
    private static final double KMH = 3.6;
    /** Two readers nearer than that may hear a tag between them in either order. */
    private static final double NEAREST_METERS = 60;

    private static final double SLACK_METERS = 50;

    private final VehicleParameters numbers;

    public WrongWay(VehicleParameters parameters) {
        numbers = parameters;
    }

    /** What was passed, and what it came to. */
    public record Taken(@Nullable PassedReaders passed, Judged<OpenWrongWay> judged) {}

    /** Any read whose clock is believed, in time. */
    public Taken onRead(
            @Nullable OpenWrongWay open,
            @Nullable PassedReaders before,
            String tag,
            @Nullable String plate,
            Passage read,
            Onset onset,
            Readers readers,
            ReaderNetwork network,
            Instant now) {
        // Overheard from another street, it would be a passage that never was.
        PassedReaders passed = read.near()
                ? PassedReaders.take(before, read, numbers.ridePause().toMillis())
                : null;
        if (passed == null) {
            return new Taken(before, new Judged<>(open, List.of()));
        }
        Optional<ReaderWay> against = passed.reads() == 1 ? against(passed, network) : Optional.empty();
        if (against.isPresent()) {
            passed = passed.against();
        }
        if (!passed.isAgainst()) {
            return new Taken(passed, new Judged<>(open, List.of()));
        }
        int pairs = (open == null ? 0 : open.pairs()) + (against.isPresent() ? 1 : 0);
        String known = open == null ? null : open.id();
        boolean isKnown = known != null;
        boolean isEnough = pairs >= numbers.wrongWayPairs()
                || (passed.reads() >= numbers.wrongWayReads() && passed.fromReads() >= numbers.wrongWayReads());
        MessageStamp stamp = onset.stamp();
        OpenWrongWay next = new OpenWrongWay(
                isKnown ? known : isEnough ? onset.id(Rule.R7, tag, numbers.wrongWayQuiet()) : null,
                Math.max(open == null ? 0 : open.revision(), stamp.loggedAt()),
                open == null ? (plate == null ? tag : plate) : open.vehicle(),
                pairs,
                stamp,
                Math.max(open == null ? 0 : open.clearsAt(), onset.endsAfter(numbers.wrongWayQuiet())));
        if (next.id() == null || (isKnown && against.isEmpty())) {
            return new Taken(passed, new Judged<>(next, List.of()));
        }
        return new Taken(
                passed,
                new Judged<>(
                        next,
                        List.of(say(
                                next,
                                isKnown ? Phase.UPDATED : Phase.RAISED,
                                tag,
                                plate,
                                passed,
                                readers,
                                network,
                                now))));
    }

    /** Event time came to {@code eventTime}. */
    public Judged<OpenWrongWay> atEventTime(OpenWrongWay open, String tag, long eventTime, Instant now) {
        if (open.clearsAt() > eventTime) {
            return new Judged<>(open, List.of());
        }
        if (open.id() == null) {
            return new Judged<>(null, List.of());
        }
        Detection cleared = new Statement(Rule.R7, Phase.CLEARED, open.id(), Subject.vehicle(open.vehicle()))
                .key(tag)
                .fact("tag", tag)
                .fact("pairs", open.pairs())
                .say(Math.max(open.revision(), open.clearsAt()), open.clearsAt(), open.newest(), now);
        return new Judged<>(null, List.of(cleared));
    }

    private Optional<ReaderWay> against(PassedReaders passed, ReaderNetwork network) {
        String from = passed.from();
        double seconds = passed.seconds();
        if (from == null || seconds <= 0 || !network.knows(from) || !network.knows(passed.reader())) {
            return Optional.empty();
        }
        double most = numbers.wrongWayFastestKmh() / KMH * seconds + SLACK_METERS;
        return network.wayEitherWay(from, passed.reader(), most)
                .filter(way -> way.over().isEmpty() && way.meters() >= NEAREST_METERS)
                .filter(way -> way.meters() / seconds * KMH >= numbers.wrongWaySlowestKmh())
                // The lawful way would have taken longer than anybody hurries, and be too far for anybody who speeds.
                .filter(way -> network.way(from, passed.reader(), Double.MAX_VALUE)
                        .map(lawful -> lawful.seconds() > seconds / numbers.wrongWayHurry() && lawful.meters() > most)
                        .orElse(true));
    }

    private static Detection say(
            OpenWrongWay open,
            Phase phase,
            String tag,
            @Nullable String plate,
            PassedReaders passed,
            Readers readers,
            ReaderNetwork network,
            Instant now) {
        String from = String.valueOf(passed.from());
        @Nullable RegisteredDevice at = readers.find(passed.reader());
        @Nullable Position place = at == null ? null : new Position(at.lat(), at.lon());
        Statement statement = new Statement(Rule.R7, phase, String.valueOf(open.id()), Subject.vehicle(open.vehicle()))
                .key(tag)
                .devices(List.of(from, passed.reader()))
                .position(place == null ? null : place.lat(), place == null ? null : place.lon())
                .fact("plate", plate)
                .fact("tag", tag)
                .fact("fromReader", from)
                .fact("toReader", passed.reader())
                .fact("road", at == null ? null : at.road())
                .fact("seconds", passed.seconds());
        network.wayEitherWay(from, passed.reader(), Double.MAX_VALUE)
                .ifPresent(way -> statement
                        .fact("meters", Math.round(way.meters()))
                        .fact("speedKmh", Math.round(way.meters() / passed.seconds() * KMH)));
        network.way(from, passed.reader(), Double.MAX_VALUE)
                .ifPresent(way -> statement
                        .fact("lawfulMeters", Math.round(way.meters()))
                        .fact("lawfulSeconds", Math.round(way.seconds())));
        return statement.fact("pairs", open.pairs()).say(open.revision(), passed.last(), open.newest(), now);
    }
}
