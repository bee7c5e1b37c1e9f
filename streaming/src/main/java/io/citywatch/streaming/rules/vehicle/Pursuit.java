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
import io.citywatch.streaming.rules.WantedVehicle;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * R1, by tag: a vehicle on the stolen list is read. The first read that counts raises it, each further one follows, and
 * a report that comes after the reads raises it at once. Over when the report is withdrawn, or nobody read it for a day.
 * Its id is made of the report and of the day of the hunt, whichever read comes first.
 */
public final class Pursuit implements Serializable {
    private static final double FASTEST_KMH = 300;
    private static final double KMH = 3.6;
    /** How many times as fast as the roads' own speed a thief may be. */
    private static final double HURRIES = 3;

    private final Duration quiet;
    private final int trackPoints;

    public Pursuit(VehicleParameters parameters) {
        quiet = parameters.pursuitQuiet();
        trackPoints = parameters.trackPoints();
    }

    /**
     * A read that is news, and in time.
     *
     * @param memory with that read in it
     */
    public Judged<OpenPursuit> onRead(
            @Nullable OpenPursuit open,
            @Nullable WantedVehicle wanted,
            TagMemory memory,
            Passage read,
            Onset onset,
            Readers readers,
            Instant now) {
        if (wanted == null || wanted.plate() == null || !counts(read, wanted)) {
            return new Judged<>(open, List.of());
        }
        MessageStamp stamp = onset.stamp();
        if (open == null) {
            return raise(wanted, memory, onset, stamp.loggedAt(), read.at(), readers, now);
        }
        if (open.clearsAt() <= stamp.receivedAt()) {
            // Event time has not come this far yet.
            Judged<OpenPursuit> raised = raise(wanted, memory, onset, stamp.loggedAt(), read.at(), readers, now);
            List<Detection> both =
                    new ArrayList<>(atEventTime(open, open.clearsAt(), now).detections());
            both.addAll(raised.detections());
            return new Judged<>(raised.state(), both);
        }
        boolean isNewest = stamp.receivedAt() >= open.newest().receivedAt();
        OpenPursuit next = new OpenPursuit(
                open.id(),
                Math.max(open.revision(), stamp.loggedAt()),
                wanted.tag(),
                wanted.plate(),
                wanted.caseNumber(),
                open.reads() + 1,
                isNewest ? stamp : open.newest(),
                isNewest ? read.rssi() : open.rssi(),
                Math.max(open.clearsAt(), stamp.receivedAt() + quiet.toMillis()));
        return new Judged<>(next, List.of(say(next, Phase.UPDATED, wanted, memory, read.at(), readers, now)));
    }

    /** The vehicle is on the list now; reads that came before it count if they are later than its owner's last sight. */
    public Judged<OpenPursuit> onReport(
            @Nullable OpenPursuit open,
            WantedVehicle wanted,
            @Nullable TagMemory memory,
            long eventTime,
            Readers readers,
            Instant now) {
        if (open != null || memory == null || memory.newest().receivedAt() + quiet.toMillis() <= eventTime) {
            return new Judged<>(open, List.of());
        }
        List<Passage> counted = counted(memory, wanted);
        if (counted.isEmpty()) {
            return new Judged<>(null, List.of());
        }
        return raise(
                wanted,
                memory,
                Onset.of(memory.newest(), eventTime),
                wanted.loggedAt(),
                Math.max(wanted.reportedAt(), memory.newest().receivedAt()),
                readers,
                now);
    }

    /** The report was withdrawn, or the vehicle recovered. */
    public Judged<OpenPursuit> onWithdrawal(OpenPursuit open, long loggedAt, Instant now) {
        return new Judged<>(null, List.of(clear(open, loggedAt, loggedAt, "withdrawn", now)));
    }

    /** Event time came to {@code eventTime}. */
    public Judged<OpenPursuit> atEventTime(OpenPursuit open, long eventTime, Instant now) {
        return open.clearsAt() <= eventTime
                ? new Judged<>(null, List.of(clear(open, open.clearsAt(), open.clearsAt(), "quiet", now)))
                : new Judged<>(open, List.of());
    }

    private Judged<OpenPursuit> raise(
            WantedVehicle wanted, TagMemory memory, Onset read, long loggedAt, long at, Readers readers, Instant now) {
        List<Passage> counted = counted(memory, wanted);
        MessageStamp stamp = read.stamp();
        Onset onset = read.since(wanted.since());
        OpenPursuit open = new OpenPursuit(
                onset.id(Rule.R1, wanted.tag() + "|" + wanted.since(), wanted.since(), quiet),
                Math.max(loggedAt, stamp.loggedAt()),
                wanted.tag(),
                String.valueOf(wanted.plate()),
                wanted.caseNumber(),
                counted.size(),
                stamp,
                counted.get(counted.size() - 1).rssi(),
                onset.endsAfter(quiet));
        return new Judged<>(open, List.of(say(open, Phase.RAISED, wanted, memory, at, readers, now)));
    }

    private Detection say(
            OpenPursuit open,
            Phase phase,
            WantedVehicle wanted,
            TagMemory memory,
            long at,
            Readers readers,
            Instant now) {
        List<Passage> counted = counted(memory, wanted);
        Passage last = counted.get(counted.size() - 1);
        @Nullable RegisteredDevice reader = readers.find(last.reader());
        @Nullable Position place = readers.placeOf(last);
        @Nullable Leg leg = Leg.last(counted, readers);
        Statement statement = new Statement(Rule.R1, phase, open.id(), Subject.vehicle(open.plate()))
                .key(wanted.tag())
                .devices(List.of(last.reader()))
                .position(place == null ? null : place.lat(), place == null ? null : place.lon())
                .fact("plate", open.plate())
                .fact("tag", wanted.tag())
                .fact("caseNumber", open.caseNumber())
                .fact("reader", last.reader())
                .fact("readerName", reader == null ? null : reader.name())
                .fact("road", reader == null ? null : reader.road())
                .fact("rssi", last.rssi())
                .fact("reads", open.reads());
        @Nullable ReaderNetwork roads = readers.roads();
        @Nullable ReaderWay way = leg == null || roads == null ? null : way(leg, roads);
        if (leg != null) {
            statement.fact("headingDegrees", Math.round(heading(leg, last, roads)));
            double speed = way == null ? leg.speedKmh(0) : way.meters() / Math.max(1, leg.seconds()) * KMH;
            if (way != null) {
                statement
                        .fact("roadMeters", Math.round(way.meters()))
                        .fact("missedReaders", way.over().isEmpty() ? null : way.over());
            }
            // Faster than any motorcycle: two clocks that differ, or a clone, of which R6 tells.
            statement.fact("speedKmh", leg.isBelieved() && speed <= FASTEST_KMH ? tenths(speed) : null);
        }
        return statement.fact("track", track(counted, readers)).say(open.revision(), at, open.newest(), now);
    }

    /** Only if there was time for it: else it took another way, or it is a clone. */
    private static @Nullable ReaderWay way(Leg leg, ReaderNetwork roads) {
        return leg.from().own() != null || leg.to().own() != null
                ? null
                : roads.way(leg.from().reader(), leg.to().reader(), leg.seconds() * HURRIES)
                        .orElse(null);
    }

    /** As the street leads where it leads one way alone; else as it came. */
    private static double heading(Leg leg, Passage last, @Nullable ReaderNetwork roads) {
        double came = leg.headingDegrees();
        if (roads == null || last.own() != null) {
            return came;
        }
        return roads.oneWay(last.reader()).orElse(came);
    }

    private static Detection clear(OpenPursuit open, long loggedAt, long at, String reason, Instant now) {
        return new Statement(Rule.R1, Phase.CLEARED, open.id(), Subject.vehicle(open.plate()))
                .key(open.tag())
                .fact("plate", open.plate())
                .fact("caseNumber", open.caseNumber())
                .fact("reads", open.reads())
                .fact("reason", reason)
                .say(Math.max(open.revision(), loggedAt), at, open.newest(), now);
    }

    private List<Map<String, Object>> track(List<Passage> counted, Readers readers) {
        return counted.stream()
                .skip(Math.max(0, counted.size() - trackPoints))
                .map(passage -> point(passage, readers.placeOf(passage)))
                .toList();
    }

    private static Map<String, Object> point(Passage passage, @Nullable Position place) {
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("ts", passage.at());
        point.put("reader", passage.reader());
        if (place != null) {
            point.put("lat", place.lat());
            point.put("lon", place.lon());
        }
        return point;
    }

    private static List<Passage> counted(TagMemory memory, WantedVehicle wanted) {
        return memory.passages().stream().filter(read -> counts(read, wanted)).toList();
    }

    private static boolean counts(Passage read, WantedVehicle wanted) {
        return wanted.lastSeenAt() == null || read.at() > wanted.lastSeenAt();
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
