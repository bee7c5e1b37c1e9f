package io.citywatch.benchmarks.detect;

import java.util.function.Consumer;

/** A part of a city that speaks. */
interface Part {
    /**
     * What it says within a second, in any order.
     *
     * @param second since the beginning; asked for one after the other
     * @param from when that second begins, epoch milliseconds
     */
    void speak(long second, long from, Consumer<CityMessage> out);

    /** How many of something that comes steadily fall into a second. */
    static long until(long second, double perSecond) {
        return (long) Math.floor(second * perSecond);
    }
}
