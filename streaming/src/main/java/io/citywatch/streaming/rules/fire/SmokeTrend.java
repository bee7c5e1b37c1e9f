package io.citywatch.streaming.rules.fire;

import io.citywatch.streaming.rules.SmokeParameters;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where smoke stands and whereto it goes, from readings at irregular times. The slope is the median of the slopes
 * between all pairs of readings (Theil and Sen), and it counts if enough more of the pairs rise than fall (Kendall's
 * tau): two wrong readings at the end make neither. Cost: a few hundred pairs, and only where there is smoke.
 */
final class SmokeTrend implements Serializable {
    /** More readings a window make no better slope. */
    private static final int MOST_POINTS = 32;

    private static final double MINUTE = 60_000;

    private final SmokeParameters parameters;
    private final long window;

    SmokeTrend(SmokeParameters parameters) {
        this.parameters = parameters;
        this.window = parameters.preAlarmWindow().toMillis();
    }

    /** The window's readings with a further one, oldest first; unchanged by a repeat and by what is older than the window. */
    List<SmokePoint> with(List<SmokePoint> points, SmokePoint point) {
        boolean isTooClose =
                points.stream().anyMatch(other -> Math.abs(other.at() - point.at()) < window / MOST_POINTS);
        List<SmokePoint> next = new ArrayList<>(points);
        if (!isTooClose) {
            next.add(point);
            next.sort(Comparator.comparingLong(SmokePoint::at));
        }
        long newest = next.get(next.size() - 1).at();
        next.removeIf(other -> other.at() < newest - window);
        return next;
    }

    /** Of the last few readings, those at a level; the oldest first. Empty if they are too few. */
    List<SmokePoint> at(double level, List<SmokePoint> points) {
        List<SmokePoint> there =
                points.subList(Math.max(0, points.size() - parameters.preAlarmOfSamples()), points.size()).stream()
                        .filter(point -> point.obscuration() >= level)
                        .toList();
        return there.size() >= parameters.preAlarmSamples() ? there : List.of();
    }

    /** The middle one of the last few readings. */
    double middle(List<SmokePoint> points) {
        double[] last =
                points.subList(Math.max(0, points.size() - parameters.preAlarmOfSamples()), points.size()).stream()
                        .mapToDouble(SmokePoint::obscuration)
                        .sorted()
                        .toArray();
        return last[(last.length - 1) / 2];
    }

    /** Per cent a metre and minute over the last so many milliseconds; 0 if it does not rise steadily. */
    double perMinute(List<SmokePoint> points, long over) {
        long newest = points.get(points.size() - 1).at();
        List<SmokePoint> recent =
                points.stream().filter(point -> point.at() >= newest - over).toList();
        int size = recent.size();
        if (size < parameters.preAlarmOfSamples()) {
            return 0;
        }
        double[] slopes = new double[size * (size - 1) / 2];
        int next = 0;
        int rising = 0;
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                double minutes = (recent.get(j).at() - recent.get(i).at()) / MINUTE;
                double gained = recent.get(j).obscuration() - recent.get(i).obscuration();
                rising += (int) Math.signum(gained);
                slopes[next++] = gained / minutes;
            }
        }
        if (rising < parameters.preAlarmSteadiness() * slopes.length) {
            return 0;
        }
        Arrays.sort(slopes);
        return (slopes[(slopes.length - 1) / 2] + slopes[slopes.length / 2]) / 2;
    }
}
