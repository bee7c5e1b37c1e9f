package io.citywatch.streaming.rules.fire;

import io.citywatch.streaming.rules.FireParameters;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How fast a temperature rises, from readings at irregular times. Both ends of the window are the medians of three
 * readings, so that one spike at either end changes nothing, while a steady rise comes out exactly. Readings before the
 * window say nothing: a sensor that reports every 10 min tells neither a jump nor a slow drift from two of them. The
 * rate counts once the readings span most of the window and its two ends lie well apart (after a long silence many
 * readings may crowd at one end, and noise divided by seconds is a steep rise), or as many degrees were gained sooner.
 */
final class RateOfRise implements Serializable {
    /** More readings a window make no better rate. */
    private static final int MOST_POINTS = 64;

    private static final int END = 3;
    /** A last reading that leaps counts as far as the one before it came to this share of it. */
    private static final double SUPPORT = 0.8;

    private static final double MINUTE = 60_000;

    private final long window;
    private final long span;
    private final int readings;
    private final double level;

    RateOfRise(FireParameters parameters) {
        window = parameters.riseWindow().toMillis();
        span = parameters.riseSpan().toMillis();
        readings = parameters.riseReadings();
        level = parameters.riseCelsiusPerMinute();
    }

    /** The window's readings with a further one, oldest first; unchanged by a repeat and by what is older than the window. */
    List<TemperaturePoint> with(List<TemperaturePoint> points, TemperaturePoint point) {
        long newest = points.isEmpty()
                ? point.at()
                : Math.max(point.at(), last(points).at());
        List<TemperaturePoint> next = new ArrayList<>(points.size() + 1);
        boolean isPlaced = isTooClose(points, point) || point.at() < newest - window;
        for (TemperaturePoint other : points) {
            if (!isPlaced && other.at() > point.at()) {
                next.add(point);
                isPlaced = true;
            }
            if (other.at() >= newest - window) {
                next.add(other);
            }
        }
        if (!isPlaced) {
            next.add(point);
        }
        return next;
    }

    private boolean isTooClose(List<TemperaturePoint> points, TemperaturePoint point) {
        for (TemperaturePoint other : points) {
            if (Math.abs(other.at() - point.at()) < window / MOST_POINTS) {
                return true;
            }
        }
        return false;
    }

    /**
     * Degrees a minute, if the readings suffice to say so: up to the middle of the last three, or sooner up to the very
     * last one, as far as the one before it supports that.
     */
    OptionalDouble of(List<TemperaturePoint> points) {
        int size = points.size();
        if (size < readings) {
            return OptionalDouble.empty();
        }
        TemperaturePoint first = middle(points.subList(0, END));
        boolean isSpanned = last(points).at() - points.get(0).at() >= span;
        OptionalDouble steady = between(first, middle(points.subList(size - END, size)), isSpanned);
        OptionalDouble newest = between(first, last(points), isSpanned);
        OptionalDouble before = between(first, points.get(size - 2), isSpanned);
        if (newest.isEmpty() || before.isEmpty()) {
            return steady;
        }
        double supported = Math.min(newest.getAsDouble(), before.getAsDouble() / SUPPORT);
        return OptionalDouble.of(steady.isPresent() ? Math.max(steady.getAsDouble(), supported) : supported);
    }

    private OptionalDouble between(TemperaturePoint first, TemperaturePoint last, boolean isSpanned) {
        double minutes = (last.at() - first.at()) / MINUTE;
        if (minutes <= 0) {
            return OptionalDouble.empty();
        }
        double gained = last.celsius() - first.celsius();
        boolean isLongEnough = isSpanned && last.at() - first.at() >= span / END;
        return isLongEnough || gained >= level * window / MINUTE
                ? OptionalDouble.of(gained / minutes)
                : OptionalDouble.empty();
    }

    private static TemperaturePoint middle(List<TemperaturePoint> three) {
        double one = three.get(0).celsius();
        double other = three.get(1).celsius();
        double most = Math.max(one, other);
        double celsius =
                Math.max(Math.min(one, other), Math.min(most, three.get(2).celsius()));
        return new TemperaturePoint(three.get(END / 2).at(), celsius);
    }

    private static TemperaturePoint last(List<TemperaturePoint> points) {
        return points.get(points.size() - 1);
    }
}
