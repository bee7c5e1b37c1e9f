package io.citywatch.streaming.rules.fire;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.DetectorReading;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.SmokeParameters;
import io.citywatch.streaming.rules.Statement;
import io.citywatch.streaming.rules.fire.NuisanceRecord.OpenHint;
import io.citywatch.streaming.rules.fire.NuisanceRecord.ShortAlarm;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * S9, by detector: several of its alarms were over within a minute. A hint for the operator, given when the last of them
 * is over and again with each further alarm; the alarm itself stays what it is.
 */
public final class Nuisance implements Serializable {
    private final SmokeParameters parameters;

    public Nuisance(SmokeParameters parameters) {
        this.parameters = parameters;
    }

    /** Takes an alarm, true or false; true again while it stands is the same alarm. */
    public Judged<NuisanceRecord> take(NuisanceRecord before, DetectorReading reading, Instant now) {
        List<Detection> detections = new ArrayList<>();
        OpenHint open = before.open();
        if (open != null && open.clearsAt() <= reading.receivedAt()) {
            detections.add(hint(open, Phase.CLEARED, before.alarms(), null, now));
            open = null;
        }
        List<ShortAlarm> alarms = new ArrayList<>(before.alarms());
        alarms.removeIf(alarm ->
                reading.receivedAt() - alarm.at() > parameters.nuisanceWithin().toMillis());
        MessageStamp began = before.began();
        String id = before.alarm();
        boolean isBegun = reading.raised() != null && began == null;
        boolean isShort = reading.raised() == null
                && began != null
                && id != null
                && reading.receivedAt() - began.receivedAt()
                        < parameters.nuisanceShorterThan().toMillis();
        if (isBegun) {
            began = MessageStamp.of(reading);
            id = reading.raised();
        }
        if (isShort && id != null) {
            alarms.add(new ShortAlarm(id, reading.receivedAt()));
            if (alarms.size() > 2 * parameters.nuisanceAlarms()) {
                alarms.remove(0);
            }
        }
        String current = isBegun ? id : null;
        if (reading.raised() == null) {
            began = null;
            id = null;
        }
        if ((isBegun || isShort) && alarms.size() >= parameters.nuisanceAlarms()) {
            OpenHint next = hinted(open, reading);
            detections.add(hint(next, open == null ? Phase.RAISED : Phase.UPDATED, alarms, current, now));
            open = next;
        }
        boolean isNothing = alarms.isEmpty() && began == null && open == null;
        return new Judged<>(isNothing ? null : new NuisanceRecord(alarms, began, id, open), detections);
    }

    /** Event time came to {@code eventTime}. */
    public Judged<NuisanceRecord> atEventTime(NuisanceRecord before, long eventTime, Instant now) {
        OpenHint open = before.open();
        if (open == null || open.clearsAt() > eventTime) {
            return new Judged<>(before, List.of());
        }
        return new Judged<>(
                new NuisanceRecord(before.alarms(), before.began(), before.alarm(), null),
                List.of(hint(open, Phase.CLEARED, before.alarms(), null, now)));
    }

    private OpenHint hinted(@Nullable OpenHint open, DetectorReading reading) {
        MessageStamp origin = MessageStamp.of(reading);
        return new OpenHint(
                open == null ? origin.episodeId(Rule.S9, reading.device()) : open.id(),
                open == null ? reading.loggedAt() : Math.max(open.revision(), reading.loggedAt()),
                origin,
                reading.receivedAt() + parameters.nuisanceQuiet().toMillis());
    }

    /** @param current the S1 that stands now, whose incident the hint is for */
    private static Detection hint(
            OpenHint open, Phase phase, List<ShortAlarm> alarms, @Nullable String current, Instant now) {
        List<String> causes =
                new ArrayList<>(alarms.stream().map(ShortAlarm::id).toList());
        if (current != null) {
            causes.add(current);
        }
        boolean isCleared = phase == Phase.CLEARED;
        return new Statement(
                        Rule.S9, phase, open.id(), Subject.device(open.newest().device()))
                .causes(causes)
                .fact("count", alarms.size())
                .fact("since", alarms.isEmpty() ? null : (Long) alarms.get(0).at())
                .say(
                        isCleared ? Math.max(open.revision(), open.clearsAt()) : open.revision(),
                        isCleared ? open.clearsAt() : open.newest().receivedAt(),
                        open.newest(),
                        now);
    }
}
