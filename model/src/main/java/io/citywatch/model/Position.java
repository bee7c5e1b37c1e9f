package io.citywatch.model;

/**
 * A place on the ground, WGS-84.
 *
 * @param lat degrees north, -90 to 90
 * @param lon degrees east, -180 to 180
 */
public record Position(double lat, double lon) {
    private static final double EARTH_RADIUS_METERS = 6_371_008.8;

    /** @throws IllegalArgumentException if a coordinate is outside its range or not a number */
    public Position {
        if (!(lat >= -90 && lat <= 90)) {
            throw new IllegalArgumentException("lat: " + lat + " (expected: -90 to 90 degrees)");
        }
        if (!(lon >= -180 && lon <= 180)) {
            throw new IllegalArgumentException("lon: " + lon + " (expected: -180 to 180 degrees)");
        }
    }

    /** Great-circle distance in metres (haversine; the sphere's error is below 0.6 %). */
    public double metersTo(Position other) {
        double dLat = Math.toRadians(other.lat - lat);
        double dLon = Math.toRadians(other.lon - lon);
        double sinLat = Math.sin(dLat / 2);
        double sinLon = Math.sin(dLon / 2);
        double a =
                sinLat * sinLat + Math.cos(Math.toRadians(lat)) * Math.cos(Math.toRadians(other.lat)) * sinLon * sinLon;
        return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(a)));
    }
}
