package io.citywatch.streaming.rules.elder;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.RegisteredElder;
import io.citywatch.streaming.rules.RegisteredElder.VitalLimit;
import io.citywatch.streaming.rules.Statement;
import io.citywatch.streaming.rules.VitalsReport;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * E8, by person: a vital sign is out of this person's limits twice in a row; a single odd value is a cuff that slipped.
 * Over when no such reading came for a while.
 */
public final class VitalSigns implements Serializable {
    private final PersonParameters numbers;
    private final long quiet;

    public VitalSigns(PersonParameters parameters) {
        numbers = parameters;
        quiet = parameters.quiet().toMillis();
    }

    /** A reading beyond its limit, and which one of the two. */
    private record Beyond(VitalRun run, double value, double limit) {}

    /** @param elder null if nobody knows the person: then everybody's limits count */
    public Judged<WatchedVitals> take(
            @Nullable WatchedVitals before,
            VitalsReport report,
            @Nullable RegisteredElder elder,
            Subject subject,
            Instant now) {
        WatchedVitals known = before == null ? WatchedVitals.NONE : before;
        List<VitalRun> runs = new ArrayList<>(known.runs());
        List<Beyond> beyond = new ArrayList<>();
        for (VitalLimit limits : limitsOf(elder)) {
            Double value = report.value(limits.vital());
            VitalRun run = find(runs, limits.vital());
            boolean isRepeat = run != null
                    && (report.receivedAt() < run.at() || report.identity().equals(run.identity()));
            if (value == null || isRepeat) {
                continue;
            }
            runs.remove(run);
            if (value < limits.low() || value > limits.high()) {
                VitalRun next = new VitalRun(
                        limits.vital(), run == null ? 1 : run.readings() + 1, report.receivedAt(), report.identity());
                runs.add(next);
                beyond.add(new Beyond(next, value, value < limits.low() ? limits.low() : limits.high()));
            }
        }
        beyond.removeIf(one -> one.run().readings() < numbers.vitalReadings());
        if (beyond.isEmpty()) {
            return new Judged<>(remembered(runs, known.open()), List.of());
        }
        return raise(runs, known.open(), beyond, MessageStamp.of(report), subject, now);
    }

    /** Event time came to {@code eventTime}. */
    public Judged<WatchedVitals> atEventTime(WatchedVitals watched, long eventTime, Instant now) {
        OpenCase open = watched.open();
        if (open == null || open.endsAt() > eventTime) {
            return new Judged<>(watched, List.of());
        }
        OpenCase ended = open.at(open.endsAt());
        Detection cleared =
                ended.statement(Rule.E8, Phase.CLEARED).say(ended.revision(), ended.endsAt(), ended.newest(), now);
        return new Judged<>(remembered(watched.runs(), null), List.of(cleared));
    }

    private Judged<WatchedVitals> raise(
            List<VitalRun> runs,
            @Nullable OpenCase before,
            List<Beyond> beyond,
            MessageStamp stamp,
            Subject subject,
            Instant now) {
        long endsAt = stamp.receivedAt() + quiet;
        OpenCase open = before == null ? OpenCase.begun(Rule.E8, subject, stamp, endsAt) : before.with(stamp, endsAt);
        Statement told = open.statement(Rule.E8, before == null ? Phase.RAISED : Phase.UPDATED);
        for (Beyond one : beyond) {
            told.fact(one.run().vital(), one.value());
        }
        Beyond first = beyond.get(0);
        Detection said = told.fact("vital", first.run().vital())
                .fact("limit", first.limit())
                .fact("readings", first.run().readings())
                .say(open.revision(), stamp.receivedAt(), stamp, now);
        return new Judged<>(new WatchedVitals(runs, open), List.of(said));
    }

    private static @Nullable WatchedVitals remembered(List<VitalRun> runs, @Nullable OpenCase open) {
        return runs.isEmpty() && open == null ? null : new WatchedVitals(runs, open);
    }

    private static @Nullable VitalRun find(List<VitalRun> runs, String vital) {
        return runs.stream()
                .filter(run -> run.vital().equals(vital))
                .findFirst()
                .orElse(null);
    }

    /** This person's, and everybody's where nobody set them. */
    private List<VitalLimit> limitsOf(@Nullable RegisteredElder elder) {
        List<VitalLimit> limits = new ArrayList<>(elder == null ? List.of() : elder.limits());
        for (VitalLimit usual : List.of(
                new VitalLimit("heartRate", numbers.heartRateLow(), numbers.heartRateHigh()),
                new VitalLimit("spo2", numbers.spo2Low(), Double.MAX_VALUE),
                new VitalLimit("systolic", numbers.systolicLow(), numbers.systolicHigh()))) {
            if (limits.stream().noneMatch(own -> own.vital().equals(usual.vital()))) {
                limits.add(usual);
            }
        }
        return limits;
    }
}
