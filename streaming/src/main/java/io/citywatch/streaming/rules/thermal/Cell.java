package io.citywatch.streaming.rules.thermal;

import java.util.Locale;

/**
 * A square of ground by which cameras share what they see, named by its middle. Rows are equally high; columns are as
 * many degrees wide as make the same metres in the middle of their row.
 */
final class Cell {
    private static final double METERS_PER_DEGREE = Math.toRadians(1) * 6_371_008.8;

    private Cell() {}

    static String of(double lat, double lon, double meters) {
        double high = meters / METERS_PER_DEGREE;
        double middleLat = (Math.floor(lat / high) + 0.5) * high;
        double wide = high / Math.max(0.01, Math.cos(Math.toRadians(middleLat)));
        double middleLon = (Math.floor(lon / wide) + 0.5) * wide;
        return String.format(Locale.ROOT, "%.4f,%.4f", middleLat, middleLon);
    }

    /** For what a camera sees without a place: its own, and the bearing in steps. */
    static String ofBearing(String camera, double bearingDegrees, double stepDegrees) {
        long sector = Math.round(bearingDegrees / stepDegrees) % Math.max(1, Math.round(360 / stepDegrees));
        return String.format(Locale.ROOT, "%s@%03d", camera, Math.round(sector * stepDegrees));
    }
}
