package io.citywatch.streaming.rules.thermal;

import io.citywatch.streaming.rules.ThermalParameters;
import java.util.Arrays;
import java.util.List;

/** Which pixels of a frame are hot by T1 and by T2, each at its level and at the share of it down to which a spot stands. */
final class HotPixels {
    static final byte T1_FALLING = 1;
    static final byte T1_FULL = 2;
    static final byte T2_FALLING = 4;
    static final byte T2_FULL = 8;

    private static final byte FRAME_HOT = 16;

    private static final int BLOCK = 8;

    private final ThermalParameters parameters;
    private final ThermalImage image;
    private final byte[] marks;
    private boolean isAnyHot;

    HotPixels(ThermalImage image, Ground ground, Surroundings surroundings, ThermalParameters parameters) {
        this.image = image;
        this.parameters = parameters;
        this.marks = new byte[image.width() * image.height()];
        // A frame that looks down has nothing that is not ground, and of that it is known how hot it is.
        if (!ground.isWholeFrame() || ground.hottest() >= falling()) {
            markAbsolute();
        }
        markAgainst(surroundings, ground);
        boolean[] spots = wholeSpots(ground, surroundings);
        if (spots.length > 0) {
            // A fire's glow is no surroundings of it: where there is a spot, all that is hot around it is left out.
            for (int i = 0; i < marks.length; i++) {
                marks[i] &= ~(T2_FALLING | T2_FULL);
            }
            markAgainst(new Surroundings(image, ground, parameters, spots), ground);
        }
    }

    /** Of a frame that sees no ground: nothing to compare with. */
    HotPixels(ThermalImage image, ThermalParameters parameters) {
        this.image = image;
        this.parameters = parameters;
        this.marks = new byte[image.width() * image.height()];
        markAbsolute();
    }

    boolean isEmpty() {
        return !isAnyHot;
    }

    byte[] marks() {
        return marks;
    }

    private void markAbsolute() {
        double full = image.countOf(parameters.hotCelsius());
        double falling = falling();
        for (int i = 0; i < marks.length; i++) {
            int count = image.count(i);
            if (count >= falling) {
                marks[i] |= count >= full ? T1_FALLING | T1_FULL : T1_FALLING;
                isAnyHot = true;
            }
        }
    }

    private double falling() {
        return image.countOf(parameters.hotCelsius() * parameters.fallShare());
    }

    /** The pixels that are hot in the whole frame and connected to a spot of T2; empty if there is no spot. */
    private boolean[] wholeSpots(Ground ground, Surroundings surroundings) {
        List<Cluster> spots = Cluster.find(marks, image.width(), T2_FULL, parameters.clusterPixels());
        if (spots.isEmpty()) {
            return new boolean[0];
        }
        boolean[] whole = new boolean[marks.length];
        spots.forEach(spot -> spot.addTo(whole));
        for (int y = 0; y < image.height(); y++) {
            for (int x = ground.from(y); x < ground.to(y); x++) {
                int index = y * image.width() + x;
                marks[index] |= image.count(index) > surroundings.hotInFrame() ? FRAME_HOT : 0;
            }
        }
        for (Cluster hot : Cluster.find(marks, image.width(), FRAME_HOT, 1)) {
            if (hot.meets(whole)) {
                hot.addTo(whole);
            }
        }
        return whole;
    }

    /** Looks only into blocks that can hold a hot pixel: no median lies below the least of its window. */
    private void markAgainst(Surroundings surroundings, Ground ground) {
        int columns = (image.width() + BLOCK - 1) / BLOCK;
        int rows = (image.height() + BLOCK - 1) / BLOCK;
        int[] least = new int[columns * rows];
        int[] most = new int[columns * rows];
        extremes(ground, columns, least, most);
        double contrast = parameters.fallShare() * image.countsOf(parameters.contrastKelvin());
        int around = (parameters.surroundingsPixels() + 2 * BLOCK - 1) / BLOCK;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int hottest = most[row * columns + column];
                if (hottest > surroundings.hotInFrame()
                        || hottest > leastAround(least, columns, rows, column, row, around) + contrast) {
                    markBlock(surroundings, ground, column * BLOCK, row * BLOCK);
                }
            }
        }
    }

    private void extremes(Ground ground, int columns, int[] least, int[] most) {
        Arrays.fill(least, Integer.MAX_VALUE);
        for (int y = 0; y < image.height(); y++) {
            for (int x = ground.from(y); x < ground.to(y); x++) {
                int count = image.count(y * image.width() + x);
                if (count != 0) {
                    int block = y / BLOCK * columns + x / BLOCK;
                    least[block] = Math.min(least[block], count);
                    most[block] = Math.max(most[block], count);
                }
            }
        }
    }

    private static double leastAround(int[] least, int columns, int rows, int column, int row, int around) {
        int found = Integer.MAX_VALUE;
        for (int y = Math.max(0, row - around); y <= Math.min(rows - 1, row + around); y++) {
            for (int x = Math.max(0, column - around); x <= Math.min(columns - 1, column + around); x++) {
                found = Math.min(found, least[y * columns + x]);
            }
        }
        return found;
    }

    private void markBlock(Surroundings surroundings, Ground ground, int left, int top) {
        for (int y = top; y < Math.min(top + BLOCK, image.height()); y++) {
            for (int x = left; x < Math.min(left + BLOCK, image.width()); x++) {
                if (ground.holds(x, y)) {
                    mark(surroundings.at(x, y), y * image.width() + x);
                }
            }
        }
    }

    private void mark(Level level, int index) {
        double above = image.count(index) - level.median();
        double contrast = level.contrast(parameters, image);
        if (above > parameters.fallShare() * contrast) {
            marks[index] |= above > contrast ? T2_FALLING | T2_FULL : T2_FALLING;
            isAnyHot = true;
        }
    }
}
