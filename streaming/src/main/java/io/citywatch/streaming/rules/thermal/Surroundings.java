package io.citywatch.streaming.rules.thermal;

import io.citywatch.streaming.rules.ThermalParameters;
import org.jspecify.annotations.Nullable;

/**
 * What is usual around each pixel: median and MAD of a square window, at the nodes of a grid and interpolated between
 * them, and only where somebody asks. Hot pixels are left out, so that a fire does not raise its own bar: those that
 * are hot by the window's own level, by clipping; those hot by the whole frame's where they are too many for a median
 * to bear; those that are hotter than any sun makes the ground, always; and whatever the caller names. A window of which too little is left is
 * widened. Cost: (2 x reach + 1)² a node, a few thousand nodes a frame at most.
 */
final class Surroundings {
    /** Pixels between nodes, a good deal less than the window; wider where a frame has many. */
    private static final int STEP = 4;

    private static final int WIDE_STEP = 8;
    private static final int MANY_PIXELS = 100_000;

    private static final int CLIPS = 3;
    private static final double LEAST_LEFT = 0.25;
    private static final int FEWEST = 12;

    private final ThermalParameters parameters;
    private final ThermalImage image;
    private final Ground ground;
    private final int reach;
    private final Level frame;
    private final double hot;
    private final double warm;
    private final double sure;
    private final int step;
    private final int columns;
    private final int rows;
    private final @Nullable Level[] nodes;
    private final int[] values;
    private final Robust robust = new Robust();
    private final boolean[] leftOut;

    Surroundings(ThermalImage image, Ground ground, ThermalParameters parameters) {
        this(image, ground, parameters, new boolean[0]);
    }

    /** @param leftOut pixels that are nobody's surroundings, for they belong to a spot; empty for none */
    Surroundings(ThermalImage image, Ground ground, ThermalParameters parameters, boolean[] leftOut) {
        this.leftOut = leftOut;
        this.image = image;
        this.ground = ground;
        this.parameters = parameters;
        reach = parameters.surroundingsPixels();
        frame = ofFrame();
        hot = hotAbove(frame);
        warm = Math.max(hot, image.countOf(parameters.warmCelsius()));
        sure = Math.max(hot, image.countOf(parameters.surelyHotCelsius()));
        step = image.width() * image.height() > MANY_PIXELS ? WIDE_STEP : STEP;
        columns = (image.width() - 1) / step + 2;
        rows = (image.height() - 1) / step + 2;
        nodes = new @Nullable Level[columns * rows];
        values = new int[(2 * reach + 1) * (2 * reach + 1)];
    }

    /** From which count a pixel is hot against the whole frame, and so may be hot whatever is next to it. */
    double hotInFrame() {
        return hot;
    }

    Level at(int x, int y) {
        int column = x / step;
        int row = y / step;
        double right = (x - column * step) / (double) step;
        double down = (y - row * step) / (double) step;
        Level a = node(column, row);
        Level b = node(column + 1, row);
        Level c = node(column, row + 1);
        Level d = node(column + 1, row + 1);
        return new Level(
                between(between(a.median(), b.median(), right), between(c.median(), d.median(), right), down),
                between(
                        between(a.deviation(), b.deviation(), right),
                        between(c.deviation(), d.deviation(), right),
                        down));
    }

    private Level ofFrame() {
        Level level = ground.level(ground.hottest());
        for (int i = 0; i < CLIPS; i++) {
            level = ground.level(hotAbove(level));
        }
        return level;
    }

    private double hotAbove(Level level) {
        return level.median() + level.contrast(parameters, image);
    }

    private Level node(int column, int row) {
        int index = row * columns + column;
        Level known = nodes[index];
        if (known == null) {
            int x = Math.min(column * step, image.width() - 1);
            int y = Math.min(row * step, image.height() - 1);
            known = window(x, y);
            nodes[index] = known;
        }
        return known;
    }

    private Level window(int x, int y) {
        for (int wide = reach; wide < 2 * Math.max(image.width(), image.height()); wide *= 2) {
            int size = gather(x, y, wide);
            if (size > 0) {
                return clipped(size);
            }
        }
        return frame;
    }

    /** Fills {@code values} with what may count, and says how many; 0 if too little of the window may. */
    private int gather(int x, int y, int wide) {
        int stride = wide / reach;
        int places = 0;
        int size = 0;
        int hotOnes = 0;
        int warmOnes = 0;
        for (int row = y - wide; row <= y + wide; row += stride) {
            if (row < 0 || row >= image.height()) {
                continue;
            }
            for (int column = x - wide; column <= x + wide; column += stride) {
                if (column < 0 || column >= image.width()) {
                    continue;
                }
                places++;
                int index = row * image.width() + column;
                int count = image.count(index);
                boolean isOut = leftOut.length > 0 && leftOut[index];
                if (count != 0 && column >= ground.from(row) && column < ground.to(row) && !isOut) {
                    values[size++] = count;
                    hotOnes += count > hot ? 1 : 0;
                    warmOnes += count > warm ? 1 : 0;
                }
            }
        }
        if (hotOnes > 0) {
            boolean isCrowded = hotOnes > parameters.crowdedShare() * size && warmOnes >= parameters.clusterPixels();
            size = keepUpTo(isCrowded ? hot : sure, size);
        }
        return size >= FEWEST && size >= LEAST_LEFT * places ? size : 0;
    }

    private Level clipped(int gathered) {
        int size = gathered;
        Level level = robust.level(values, size);
        for (int i = 0; i < CLIPS; i++) {
            int left = keepUpTo(hotAbove(level), size);
            if (left == size) {
                break;
            }
            size = left;
            level = robust.level(values, size);
        }
        return level;
    }

    private int keepUpTo(double most, int size) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (values[i] <= most) {
                values[kept++] = values[i];
            }
        }
        return kept;
    }

    private static double between(double a, double b, double share) {
        return a + (b - a) * share;
    }
}
