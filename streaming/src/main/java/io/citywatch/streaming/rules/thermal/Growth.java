package io.citywatch.streaming.rules.thermal;

import io.citywatch.streaming.rules.SpotParameters;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * T3: how fast a spot grows. What is remembered of the time that growth must last is cut into thirds, and the medians
 * of each compared with the one before: both must have grown, so neither a leap nor one wrong frame is growth.
 */
final class Growth implements Serializable {
    private static final int MOST_SAMPLES = 24;
    private static final double MINUTE = 60_000;

    private final long span;
    private final double level;

    Growth(SpotParameters parameters) {
        span = parameters.growthFor().toMillis();
        level = parameters.growthPercentPerMinute();
    }

    /** With a further sample, oldest first; of a fast camera not each is kept, but the newest always. */
    List<SpotSample> with(List<SpotSample> samples, SpotSample sample) {
        List<SpotSample> next = new ArrayList<>(samples);
        int size = next.size();
        if (size > 1 && next.get(size - 1).at() - next.get(size - 2).at() < span / MOST_SAMPLES) {
            next.remove(size - 1);
        }
        next.add(sample);
        // One sample stays beyond the span, so that what is left spans it.
        while (next.size() > 1 && next.get(1).at() <= sample.at() - span) {
            next.remove(0);
        }
        return next;
    }

    /** Per cent a minute, of the area or the power, whichever is more; empty if it grows too slowly or was not seen for long enough. */
    OptionalDouble of(List<SpotSample> samples) {
        if (samples.size() < 3
                || samples.get(samples.size() - 1).at() - samples.get(0).at() < span) {
            return OptionalDouble.empty();
        }
        double area = slowest(samples, SpotSample::size);
        boolean isPowerKnown = samples.stream().allMatch(sample -> sample.kilowatts() != null);
        double power = isPowerKnown ? slowest(samples, Growth::powerOf) : area;
        double fastest = Math.max(area, power);
        return fastest >= level ? OptionalDouble.of(fastest) : OptionalDouble.empty();
    }

    private double slowest(List<SpotSample> samples, ToDoubleFunction<SpotSample> size) {
        long newest = samples.get(samples.size() - 1).at();
        List<SpotSample> first = between(samples, Long.MIN_VALUE, newest - span * 2 / 3);
        List<SpotSample> middle = between(samples, newest - span * 2 / 3, newest - span / 3);
        List<SpotSample> last = between(samples, newest - span / 3, newest);
        if (middle.isEmpty()) {
            return 0;
        }
        return Math.min(percent(first, middle, size), percent(middle, last, size));
    }

    private static List<SpotSample> between(List<SpotSample> samples, long after, long until) {
        return samples.stream()
                .filter(sample -> sample.at() > after && sample.at() <= until)
                .toList();
    }

    private static double percent(List<SpotSample> before, List<SpotSample> after, ToDoubleFunction<SpotSample> size) {
        double from = median(before, size);
        double to = median(after, size);
        double minutes = (median(after, SpotSample::at) - median(before, SpotSample::at)) / MINUTE;
        return from <= 0 || minutes <= 0 ? 0 : 100 * (Math.pow(to / from, 1 / minutes) - 1);
    }

    private static double median(List<SpotSample> samples, ToDoubleFunction<SpotSample> of) {
        double[] values = samples.stream().mapToDouble(of).toArray();
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }

    private static double powerOf(SpotSample sample) {
        return sample.kilowatts() == null ? 0 : sample.kilowatts();
    }
}
