package io.citywatch.streaming.rules;

import java.io.Serializable;

/**
 * The ground in square cells. East and west are measured at the whole degree of latitude, so that cells above each other
 * line up; only where a whole degree is crossed are they a little off.
 */
public record Cells(double meters) implements Serializable {
    private static final double METERS_A_DEGREE = 111_195;

    public long cellOf(double lat, double lon) {
        double width = METERS_A_DEGREE * Math.cos(Math.toRadians(Math.rint(lat)));
        return cell((int) Math.floor(lon * width / meters), (int) Math.floor(lat * METERS_A_DEGREE / meters));
    }

    /** The cell itself and the eight around it. */
    public static long[] around(long cell) {
        int x = (int) (cell >> 32);
        int y = (int) cell;
        long[] around = new long[9];
        int next = 0;
        for (int dx = -1; dx <= 1; dx++) {
            for (int dy = -1; dy <= 1; dy++) {
                around[next++] = cell(x + dx, y + dy);
            }
        }
        return around;
    }

    private static long cell(int x, int y) {
        return ((long) x << 32) | (y & 0xffff_ffffL);
    }
}
