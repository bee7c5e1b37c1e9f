package io.citywatch.simulators.traffic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What a reader makes of a tag that passes: a read each 0.6 s while it is near, stronger the nearer, some missed, some
 * doubled by the second antenna.
 */
public final class Antenna {
    static final double REACH_METERS = 24;
    private static final long BETWEEN_READS_MILLIS = 600;
    private static final double MISSED = 0.15;
    private static final double DOUBLED = 0.05;
    private static final double DBM_AT_ONE_METER = -34;
    private static final double NOISE_DB = 1.8;

    private Antenna() {}

    /**
     * One read.
     *
     * @param millis by the reader's clock, epoch
     * @param reader by its number
     */
    public record Read(long millis, int reader, String tag, double rssi, int antenna) {
        Map<String, Object> sighting() {
            Map<String, Object> sighting = new LinkedHashMap<>();
            sighting.put("tag", tag);
            sighting.put("ts", millis);
            sighting.put("rssi", rssi);
            sighting.put("antenna", antenna);
            return sighting;
        }
    }

    /** @param millis when the tag is nearest, epoch */
    static List<Read> pass(String tag, int reader, long millis, double metersPerSecond, RandomGenerator random) {
        return pass(tag, reader, millis, metersPerSecond, 1, random);
    }

    /**
     * @param millis when the tag is nearest, epoch
     * @param noise how many times as many reads as usual are missed and doubled
     */
    public static List<Read> pass(
            String tag, int reader, long millis, double metersPerSecond, double noise, RandomGenerator random) {
        List<Read> reads = new ArrayList<>();
        long half = Math.round(REACH_METERS / metersPerSecond * 1000);
        double aside = random.nextDouble(3, 9);
        for (long at = -half + random.nextLong(BETWEEN_READS_MILLIS); at <= half; at += BETWEEN_READS_MILLIS) {
            if (random.nextDouble() < MISSED * noise) {
                continue;
            }
            double meters = Math.hypot(aside, at / 1000.0 * metersPerSecond);
            reads.add(read(millis + at, reader, tag, meters, 1, random));
            if (random.nextDouble() < DOUBLED * noise) {
                reads.add(read(millis + at + random.nextLong(1, 30), reader, tag, meters, 2, random));
            }
        }
        return reads;
    }

    /** @param meters from the antenna */
    public static Read read(long millis, int reader, String tag, double meters, int antenna, RandomGenerator random) {
        double dbm = DBM_AT_ONE_METER - 20 * Math.log10(Math.max(1, meters)) + random.nextGaussian() * NOISE_DB;
        return new Read(millis, reader, tag, Math.rint(dbm * 10) / 10, antenna);
    }
}
