package io.citywatch.streaming.rules.fire;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.FireParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * S5, by premises: two detectors in alarm by S1 or S3 within a minute confirm a fire, three within two minutes make it
 * level 2. Once confirmed, every further detector belongs to it, and the level never falls. It is over when fewer
 * detectors than confirm it were in alarm for 10 min without further evidence.
 */
public final class SecondDetector implements Serializable {
    private final FireParameters parameters;
    private final long pause;

    public SecondDetector(FireParameters parameters) {
        this.parameters = parameters;
        this.pause = Math.max(
                parameters.confirmWithin().toMillis(),
                parameters.levelTwoWithin().toMillis());
    }

    /** A detector is in alarm, or is no more. */
    public Judged<PremisesAlarms> take(PremisesAlarms alarms, String premises, PlacedSign placed, Instant now) {
        AlarmSign sign = placed.sign();
        long at = sign.origin().receivedAt();
        List<Detection> detections = new ArrayList<>();
        OpenConfirmation open = alarms.open();
        List<DetectorInAlarm> known = alarms.detectors();
        if (open != null && open.clearsAt() <= at) {
            detections.add(clear(open, premises, now)); // event time has not come this far yet
            open = null;
            known = List.of();
        }
        List<DetectorInAlarm> detectors = with(known, sign);
        OpenConfirmation next = open == null
                ? begin(detectors, premises, placed, now, detections)
                : goOn(open, detectors, premises, placed, now, detections);
        long forgottenAt = Math.max(alarms.forgottenAt(), at + pause);
        return new Judged<>(
                next == null && detectors.isEmpty() ? null : new PremisesAlarms(detectors, forgottenAt, next),
                detections);
    }

    /** Event time came to {@code eventTime}. */
    public Judged<PremisesAlarms> atEventTime(PremisesAlarms alarms, String premises, long eventTime, Instant now) {
        if (alarms.wakesAt() > eventTime) {
            return new Judged<>(alarms, List.of());
        }
        OpenConfirmation open = alarms.open();
        return new Judged<>(null, open == null ? List.of() : List.of(clear(open, premises, now)));
    }

    private List<DetectorInAlarm> with(List<DetectorInAlarm> known, AlarmSign sign) {
        List<DetectorInAlarm> next = new ArrayList<>(known);
        for (int i = 0; i < next.size(); i++) {
            if (next.get(i).device().equals(sign.device())) {
                next.set(i, next.get(i).with(sign, pause));
                return next;
            }
        }
        if (sign.stands()) {
            next.add(DetectorInAlarm.of(sign));
        }
        return next;
    }

    private @Nullable OpenConfirmation begin(
            List<DetectorInAlarm> detectors,
            String premises,
            PlacedSign placed,
            Instant now,
            List<Detection> detections) {
        List<DetectorInAlarm> pair = most(detectors, parameters.confirmWithin().toMillis());
        if (!placed.sign().stands() || pair.size() < parameters.confirmDetectors()) {
            return null;
        }
        MessageStamp origin = placed.sign().origin();
        OpenConfirmation open = opened(
                origin.episodeId(Rule.S5, premises), origin.loggedAt(), pair, levelOf(detectors), placed, detectors);
        detections.add(detection(open, premises, Phase.RAISED, placed.sign().at(), now));
        return open;
    }

    private OpenConfirmation goOn(
            OpenConfirmation open,
            List<DetectorInAlarm> detectors,
            String premises,
            PlacedSign placed,
            Instant now,
            List<Detection> detections) {
        AlarmSign sign = placed.sign();
        if (!sign.stands()) {
            long clearsAt = clearsAt(
                    detectors, Math.max(open.evidenceAt(), sign.origin().receivedAt()));
            return new OpenConfirmation(
                    open.id(),
                    open.revision(),
                    open.detectors(),
                    open.causes(),
                    open.level(),
                    open.newest(),
                    open.lat(),
                    open.lon(),
                    open.evidenceAt(),
                    clearsAt);
        }
        List<DetectorInAlarm> members = detectors.stream()
                .filter(detector -> open.detectors().contains(detector.device())
                        || detector.device().equals(sign.device()))
                .toList();
        OpenConfirmation next = opened(
                open.id(),
                Math.max(open.revision(), sign.origin().loggedAt()),
                members,
                Math.max(open.level(), levelOf(detectors)),
                placed,
                detectors);
        if (next.level() != open.level()
                || next.detectors().size() != open.detectors().size()) {
            detections.add(detection(next, premises, Phase.UPDATED, sign.at(), now));
        }
        return next;
    }

    private OpenConfirmation opened(
            String id,
            long revision,
            List<DetectorInAlarm> members,
            int level,
            PlacedSign placed,
            List<DetectorInAlarm> detectors) {
        Set<String> causes = new LinkedHashSet<>();
        members.forEach(member -> causes.addAll(member.ids()));
        MessageStamp newest = placed.sign().origin();
        return new OpenConfirmation(
                id,
                revision,
                members.stream().map(DetectorInAlarm::device).toList(),
                List.copyOf(causes),
                level,
                newest,
                placed.lat(),
                placed.lon(),
                newest.receivedAt(),
                clearsAt(detectors, newest.receivedAt()));
    }

    private int levelOf(List<DetectorInAlarm> detectors) {
        return most(detectors, parameters.levelTwoWithin().toMillis()).size() >= parameters.levelTwoDetectors() ? 2 : 1;
    }

    /** While enough detectors are in alarm it stands, as long as an alarm without an end is remembered at all. */
    private long clearsAt(List<DetectorInAlarm> detectors, long since) {
        long standing = detectors.stream().filter(DetectorInAlarm::stands).count();
        return since
                + (standing >= parameters.confirmDetectors()
                        ? parameters.openAlarmKept().toMillis()
                        : parameters.confirmedQuiet().toMillis());
    }

    /** The most detectors whose evidence meets within one span, that is, before or at the moment when one of them began. */
    private static List<DetectorInAlarm> most(List<DetectorInAlarm> detectors, long span) {
        List<DetectorInAlarm> most = List.of();
        for (DetectorInAlarm newest : detectors) {
            List<DetectorInAlarm> group = detectors.stream()
                    .filter(other -> other.firstAt() <= newest.firstAt() && other.lastAt() >= newest.firstAt() - span)
                    .toList();
            if (group.size() > most.size()) {
                most = group;
            }
        }
        return most;
    }

    private static Detection clear(OpenConfirmation open, String premises, Instant now) {
        OpenConfirmation cleared = new OpenConfirmation(
                open.id(),
                Math.max(open.revision(), open.clearsAt()),
                open.detectors(),
                open.causes(),
                open.level(),
                open.newest(),
                open.lat(),
                open.lon(),
                open.evidenceAt(),
                open.clearsAt());
        return detection(cleared, premises, Phase.CLEARED, open.clearsAt(), now);
    }

    private static Detection detection(OpenConfirmation open, String premises, Phase phase, long at, Instant now) {
        return new Statement(Rule.S5, phase, open.id(), Subject.place(premises))
                .devices(open.detectors())
                .causes(open.causes())
                .position(open.lat(), open.lon())
                .fact("detectors", open.detectors())
                .fact("level", open.level())
                .say(open.revision(), at, open.newest(), now);
    }
}
