package io.citywatch.benchmarks.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a city says, second by second. The same every time. */
final class CityTraffic {
    /** What the terminals of the full city say in a second, and how much of it are calls. */
    private static final double TERMINALS = 100;

    private static final double CALLS = 0.01;

    /** For rules that look at each reading: every sensor reports every ten seconds. */
    private static final int BUSY_SENSOR_SECONDS = 10;

    /** For rules that wait: more than any terminals say, and of it more that opens a window. */
    private static final double BUSY_TERMINALS = 5_000;

    private static final double BUSY_CALLS = 0.1;

    private final List<Part> parts;
    private final long start;
    private long second;

    /** @param start epoch milliseconds, whole seconds */
    private CityTraffic(List<Part> parts, long start) {
        this.parts = parts;
        this.start = start;
    }

    /** The full city at its own rates. */
    static CityTraffic full(Cameras cameras, long start) {
        return new CityTraffic(
                List.of(new Riders(), new Detectors(FullCity.SENSOR_SECONDS), new Homes(TERMINALS, CALLS), cameras),
                start);
    }

    /** Smoke sensors' readings alone, 10,000 a second. */
    static CityTraffic readings(long start) {
        return new CityTraffic(List.of(new Detectors(BUSY_SENSOR_SECONDS)), start);
    }

    /** Heartbeats, activity, falls and cut mains of call terminals alone, 5,000 a second. */
    static CityTraffic terminals(long start) {
        return new CityTraffic(List.of(new Homes(BUSY_TERMINALS, BUSY_CALLS)), start);
    }

    /** The next second's messages, by their times. */
    List<CityMessage> next() {
        List<CityMessage> said = new ArrayList<>();
        long from = now();
        parts.forEach(part -> part.speak(second, from, said::add));
        second++;
        said.sort(Comparator.comparingLong(CityMessage::at));
        return said;
    }

    /** When the next second begins, epoch milliseconds. */
    long now() {
        return start + second * 1_000;
    }
}
