package io.citywatch.streaming.rules.fire;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.SmokeParameters;
import io.citywatch.streaming.rules.SmokeSample;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * S2, by detector: smoke that is no alarm yet stays at a share of the alarm level and rises. So it must for half a
 * minute, unless it rises so fast that the alarm itself is a matter of seconds: nobody is helped by a pre-alarm that
 * waits longer than the alarm would. Readings of both lanes count.
 */
public final class PreAlarm implements Serializable {
    /** Below this share of the pre-alarm's level the air is clean, and nothing is remembered of it. */
    private static final double CLEAN = 0.2;

    private final SmokeParameters parameters;
    private final ClockParameters clock;
    private final SmokeTrend trend;

    public PreAlarm(SmokeParameters parameters, ClockParameters clock) {
        this.parameters = parameters;
        this.clock = clock;
        this.trend = new SmokeTrend(parameters);
    }

    /**
     * Takes a reading. One of the bulk lane that comes too late to be news changes nothing.
     *
     * @param registered the detector's alarm level, %/m, if the registry knows it
     */
    public Judged<SmokeWatch> take(SmokeWatch watch, @Nullable Double registered, SmokeSample sample, Instant now) {
        double alarm = registered == null ? parameters.alarmLevel() : registered;
        double level = alarm * parameters.preAlarmShare();
        boolean isLate = !sample.emergency() && clock.isLate(sample.measuredAt(), sample.receivedAt());
        boolean isClean = watch.points().isEmpty() && watch.open() == null && sample.obscuration() < CLEAN * level;
        if (isLate || isClean) {
            return new Judged<>(watch, List.of());
        }
        List<Detection> detections = new ArrayList<>();
        OpenPreAlarm open = watch.open();
        if (open != null && open.clearsAt() <= sample.receivedAt()) {
            detections.add(clear(open, now)); // event time has not come this far yet, and would end the next episode
            open = null;
        }
        // The device's own clock for the slope, whatever the lane: two clocks in one slope would be a jump.
        long at = clock.at(sample.measuredAt(), sample.receivedAt());
        List<SmokePoint> points = trend.with(watch.points(), new SmokePoint(at, sample.obscuration()));
        List<SmokePoint> there = trend.at(level, points);
        Long since = there.isEmpty()
                ? null
                : watch.since() == null ? (Long) there.get(0).at() : watch.since();
        double perMinute = trend.perMinute(points, parameters.preAlarmWindow().toMillis());
        OpenPreAlarm next = open == null
                ? begin(sample, alarm, since, points, perMinute, now, detections)
                : goOn(open, sample, alarm, perMinute, now, detections);
        long window = parameters.preAlarmWindow().toMillis();
        long pointsUntil = Math.max(watch.pointsUntil(), sample.receivedAt() + 2 * window);
        return new Judged<>(new SmokeWatch(points, since, pointsUntil, next), detections);
    }

    /** Event time came to {@code eventTime}. */
    public Judged<SmokeWatch> atEventTime(SmokeWatch watch, long eventTime, Instant now) {
        OpenPreAlarm open = watch.open();
        List<Detection> detections = new ArrayList<>();
        if (open != null && open.clearsAt() <= eventTime) {
            detections.add(clear(open, now));
            open = null;
        }
        boolean isOld = watch.pointsUntil() <= eventTime;
        List<SmokePoint> points = isOld ? List.of() : watch.points();
        return new Judged<>(
                open == null && points.isEmpty()
                        ? null
                        : new SmokeWatch(points, isOld ? null : watch.since(), watch.pointsUntil(), open),
                detections);
    }

    private @Nullable OpenPreAlarm begin(
            SmokeSample sample,
            double alarm,
            @Nullable Long since,
            List<SmokePoint> points,
            double perMinute,
            Instant now,
            List<Detection> detections) {
        if (since == null) {
            return null;
        }
        long newest = points.get(points.size() - 1).at();
        long hold = parameters.preAlarmFor().toMillis();
        boolean isHeld = newest - since >= hold && perMinute >= parameters.preAlarmRise();
        // What began seconds ago is diluted in a whole minute.
        double fastest = Math.max(perMinute, trend.perMinute(points, hold));
        double ahead = parameters.preAlarmAhead().toMillis() / 60_000.0;
        boolean isNear = fastest >= parameters.preAlarmRise() && trend.middle(points) + fastest * ahead >= alarm;
        if (!isHeld && !isNear) {
            return null;
        }
        MessageStamp origin = MessageStamp.of(sample);
        OpenPreAlarm open = new OpenPreAlarm(
                origin.episodeId(Rule.S2, sample.device()),
                sample.loggedAt(),
                origin,
                sample.obscuration(),
                fastest,
                alarm,
                sample.obscuration() >= alarm,
                null,
                sample.receivedAt() + parameters.preAlarmKept().toMillis());
        detections.add(detection(open, Phase.RAISED, atOf(sample), now));
        return open;
    }

    private OpenPreAlarm goOn(
            OpenPreAlarm open,
            SmokeSample sample,
            double alarm,
            double perMinute,
            Instant now,
            List<Detection> detections) {
        double clear = alarm * parameters.preAlarmShare() * parameters.preAlarmClearShare();
        boolean isBelow = sample.obscuration() < clear;
        boolean isFull = sample.obscuration() >= alarm;
        Long belowSince = !isBelow ? null : open.belowSince() == null ? (Long) sample.receivedAt() : open.belowSince();
        OpenPreAlarm next = new OpenPreAlarm(
                open.id(),
                Math.max(open.revision(), sample.loggedAt()),
                MessageStamp.of(sample),
                sample.obscuration(),
                perMinute,
                alarm,
                open.full() || isFull,
                belowSince,
                belowSince == null
                        ? sample.receivedAt() + parameters.preAlarmKept().toMillis()
                        : belowSince + parameters.preAlarmClearAfter().toMillis());
        if (isFull && !open.full()) {
            detections.add(detection(next, Phase.UPDATED, atOf(sample), now));
        }
        return next;
    }

    private long atOf(SmokeSample sample) {
        return sample.emergency() ? sample.receivedAt() : clock.at(sample.measuredAt(), sample.receivedAt());
    }

    /** A timer counts with its due time, so two judges of the same episode find the same revision. */
    private static Detection clear(OpenPreAlarm open, Instant now) {
        OpenPreAlarm cleared = new OpenPreAlarm(
                open.id(),
                Math.max(open.revision(), open.clearsAt()),
                open.newest(),
                open.obscuration(),
                open.percentPerMinute(),
                open.alarmLevel(),
                open.full(),
                open.belowSince(),
                open.clearsAt());
        return detection(cleared, Phase.CLEARED, open.clearsAt(), now);
    }

    private static Detection detection(OpenPreAlarm open, Phase phase, long at, Instant now) {
        MessageStamp newest = open.newest();
        return new Statement(Rule.S2, phase, open.id(), Subject.device(newest.device()))
                .fact("obscuration", open.obscuration())
                .fact("obscurationPerMinute", Math.round(open.percentPerMinute() * 10) / 10.0)
                .fact("alarmLevel", open.alarmLevel())
                .say(open.revision(), at, newest, now);
    }
}
