package io.citywatch.streaming.rules.fire;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.FireParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.SmokeSample;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * S3, by detector: heat is a temperature above a fixed level, at once, or one that rises fast over a minute. It ends
 * when both stayed below a share of their level for a while, of which silence is no contradiction: a sensor whose value
 * does not rise reports rarely. Readings of both lanes count.
 */
public final class Heat implements Serializable {
    private static final String FIXED = "fixed";
    private static final String RISE = "rise";

    private final FireParameters parameters;
    private final ClockParameters clock;
    private final RateOfRise rateOfRise;

    public Heat(FireParameters parameters, ClockParameters clock) {
        this.parameters = parameters;
        this.clock = clock;
        this.rateOfRise = new RateOfRise(parameters);
    }

    /** Takes a reading. One of the bulk lane that comes too late to be news changes nothing. */
    public Judged<HeatWatch> take(HeatWatch watch, SmokeSample sample, Instant now) {
        if (!sample.emergency() && clock.isLate(sample.measuredAt(), sample.receivedAt())) {
            return new Judged<>(watch, List.of());
        }
        List<Detection> detections = new ArrayList<>();
        OpenHeat open = watch.open();
        if (open != null && open.clearsAt() <= sample.receivedAt()) {
            detections.add(clear(open, now)); // event time has not come this far yet, and would end the next episode
            open = null;
        }
        // The device's own clock for the slope, whatever the lane: two clocks in one slope would be a jump.
        long at = clock.at(sample.measuredAt(), sample.receivedAt());
        List<TemperaturePoint> points = rateOfRise.with(watch.points(), new TemperaturePoint(at, sample.temperature()));
        OptionalDouble rate = rateOfRise.of(points);
        OpenHeat next = open == null ? begin(sample, rate, now, detections) : goOn(open, sample, rate, now, detections);
        long window = parameters.riseWindow().toMillis();
        long pointsUntil = Math.max(watch.pointsUntil(), sample.receivedAt() + 2 * window);
        return new Judged<>(new HeatWatch(points, pointsUntil, next), detections);
    }

    /** Event time came to {@code eventTime}. */
    public Judged<HeatWatch> atEventTime(HeatWatch watch, long eventTime, Instant now) {
        OpenHeat open = watch.open();
        List<Detection> detections = new ArrayList<>();
        if (open != null && open.clearsAt() <= eventTime) {
            detections.add(clear(open, now));
            open = null;
        }
        List<TemperaturePoint> points = watch.pointsUntil() <= eventTime ? List.of() : watch.points();
        return new Judged<>(
                open == null && points.isEmpty() ? null : new HeatWatch(points, watch.pointsUntil(), open), detections);
    }

    private @Nullable OpenHeat begin(SmokeSample sample, OptionalDouble rate, Instant now, List<Detection> detections) {
        String reason = reasonOf(sample, rate, 1);
        if (reason == null) {
            return null;
        }
        MessageStamp origin = MessageStamp.of(sample);
        OpenHeat open = new OpenHeat(
                origin.episodeId(Rule.S3, sample.device()),
                sample.loggedAt(),
                reason,
                origin,
                sample.temperature(),
                boxed(rate),
                sample.temperature(),
                null,
                sample.receivedAt() + parameters.heatKept().toMillis());
        detections.add(detection(open, Phase.RAISED, atOf(sample), now));
        return open;
    }

    private @Nullable OpenHeat goOn(
            OpenHeat open, SmokeSample sample, OptionalDouble rate, Instant now, List<Detection> detections) {
        boolean isBelow = reasonOf(sample, rate, parameters.heatClearShare()) == null;
        boolean isMore = sample.temperature() >= open.said() + parameters.heatUpdateCelsius()
                || (open.reason().equals(RISE) && FIXED.equals(reasonOf(sample, rate, 1)));
        Long belowSince = !isBelow ? null : open.belowSince() == null ? (Long) sample.receivedAt() : open.belowSince();
        OpenHeat next = new OpenHeat(
                open.id(),
                Math.max(open.revision(), sample.loggedAt()),
                isMore && sample.temperature() >= parameters.heatCelsius() ? FIXED : open.reason(),
                MessageStamp.of(sample),
                sample.temperature(),
                boxed(rate),
                isMore ? sample.temperature() : open.said(),
                belowSince,
                belowSince == null
                        ? sample.receivedAt() + parameters.heatKept().toMillis()
                        : belowSince + parameters.heatClearAfter().toMillis());
        if (isMore) {
            detections.add(detection(next, Phase.UPDATED, atOf(sample), now));
        }
        return next;
    }

    /** Why it is heat at this share of the levels, null if it is none. */
    private @Nullable String reasonOf(SmokeSample sample, OptionalDouble rate, double share) {
        if (sample.temperature() >= parameters.heatCelsius() * share) {
            return FIXED;
        }
        return rate.isPresent() && rate.getAsDouble() >= parameters.riseCelsiusPerMinute() * share ? RISE : null;
    }

    private long atOf(SmokeSample sample) {
        return sample.emergency() ? sample.receivedAt() : clock.at(sample.measuredAt(), sample.receivedAt());
    }

    /** A timer counts with its due time, so two judges of the same episode find the same revision. */
    private static Detection clear(OpenHeat open, Instant now) {
        OpenHeat cleared = new OpenHeat(
                open.id(),
                Math.max(open.revision(), open.clearsAt()),
                open.reason(),
                open.newest(),
                open.temperature(),
                open.celsiusPerMinute(),
                open.said(),
                open.belowSince(),
                open.clearsAt());
        return detection(cleared, Phase.CLEARED, open.clearsAt(), now);
    }

    private static Detection detection(OpenHeat open, Phase phase, long at, Instant now) {
        MessageStamp newest = open.newest();
        Double rate = open.celsiusPerMinute();
        return new Statement(Rule.S3, phase, open.id(), Subject.device(newest.device()))
                .fact("reason", open.reason())
                .fact("temperature", open.temperature())
                .fact("celsiusPerMinute", rate == null ? null : (Double) (Math.round(rate * 10) / 10.0))
                .say(open.revision(), at, newest, now);
    }

    private static @Nullable Double boxed(OptionalDouble rate) {
        return rate.isPresent() ? (Double) rate.getAsDouble() : null;
    }
}
