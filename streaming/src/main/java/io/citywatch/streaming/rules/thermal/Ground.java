package io.citywatch.streaming.rules.thermal;

/**
 * Which pixels of a frame see the ground and hold data, and how warm the ground is as a whole. What looks above the
 * horizon is no ground, and the sky's cold belongs to nobody's surroundings.
 */
final class Ground {
    private final ThermalImage image;
    private final int[] from;
    private final int[] to;
    private final int coldest;
    private final int[] histogram;
    private int pixels;

    Ground(ThermalImage image, View view) {
        this.image = image;
        from = new int[image.height()];
        to = new int[image.height()];
        int min = 0xFFFF;
        int max = 0;
        for (int row = 0; row < image.height(); row++) {
            from[row] = view.groundFrom(row);
            to[row] = view.groundTo(row);
            for (int i = row * image.width() + from[row]; i < row * image.width() + to[row]; i++) {
                int count = image.count(i);
                if (count != 0) {
                    min = Math.min(min, count);
                    max = Math.max(max, count);
                }
            }
        }
        coldest = min;
        histogram = new int[Math.max(0, max - min + 1)];
        for (int row = 0; row < image.height(); row++) {
            for (int i = row * image.width() + from[row]; i < row * image.width() + to[row]; i++) {
                int count = image.count(i);
                if (count != 0) {
                    histogram[count - min]++;
                    pixels++;
                }
            }
        }
    }

    boolean isEmpty() {
        return pixels == 0;
    }

    /** Whether each pixel of the frame sees it. */
    boolean isWholeFrame() {
        return pixels == image.width() * image.height();
    }

    int coldest() {
        return coldest;
    }

    int hottest() {
        return coldest + histogram.length - 1;
    }

    /** The first ground column of a row. */
    int from(int row) {
        return from[row];
    }

    /** One past the last ground column of a row. */
    int to(int row) {
        return to[row];
    }

    boolean holds(int x, int y) {
        return x >= from[y] && x < to[y] && image.count(y * image.width() + x) != 0;
    }

    /** Of all pixels up to a count, of which there must be one. */
    Level level(double upTo) {
        int end = (int) Math.max(0, Math.min(histogram.length - 1, Math.floor(upTo) - coldest));
        long size = 0;
        for (int i = 0; i <= end; i++) {
            size += histogram[i];
        }
        long half = (size + 1) / 2;
        int median = 0;
        for (long seen = histogram[0]; seen < half; seen += histogram[median]) {
            median++;
        }
        int deviation = 0;
        for (long seen = histogram[median]; seen < half; ) {
            deviation++;
            seen += median - deviation >= 0 ? histogram[median - deviation] : 0;
            seen += median + deviation <= end ? histogram[median + deviation] : 0;
        }
        return new Level(coldest + median, deviation);
    }
}
