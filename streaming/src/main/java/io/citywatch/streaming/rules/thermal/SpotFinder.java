package io.citywatch.streaming.rules.thermal;

import io.citywatch.model.detection.Rule;
import io.citywatch.streaming.rules.CameraFrame;
import io.citywatch.streaming.rules.ThermalParameters;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From a frame's pixels to its hot spots. T1 looks at every pixel; T2 only at those that see the ground, because the
 * sky and what stands against it have no surroundings of their own, and of what it finds there it passes over what is
 * too cool to burn and what lies so flat below the horizon that it may stand before the sky. Keeps nothing between
 * frames.
 */
public final class SpotFinder implements Serializable {
    /** Of each rule and strength, the largest: a burning hillside falls into hundreds. */
    private static final int MOST_SPOTS = 16;

    private final ThermalParameters parameters;

    public SpotFinder(ThermalParameters parameters) {
        this.parameters = parameters;
    }

    public List<HotSpot> find(CameraFrame frame) {
        ThermalImage image = new ThermalImage(frame);
        View view = new View(CameraPose.of(frame), parameters);
        Ground ground = new Ground(image, view);
        Surroundings surroundings = ground.isEmpty() ? null : new Surroundings(image, ground, parameters);
        HotPixels hot = surroundings == null
                ? new HotPixels(image, parameters)
                : new HotPixels(image, ground, surroundings, parameters);
        if (hot.isEmpty()) {
            return List.of();
        }
        List<HotSpot> spots = new ArrayList<>();
        Frame all = new Frame(image, view, ground, surroundings, hot);
        collect(all, Rule.T1, HotPixels.T1_FULL, HotPixels.T1_FALLING, spots);
        collect(all, Rule.T2, HotPixels.T2_FULL, HotPixels.T2_FALLING, spots);
        return spots;
    }

    private record Frame(
            ThermalImage image,
            View view,
            Ground ground,
            @Nullable Surroundings surroundings,
            HotPixels hot) {}

    /** Its hottest pixel, and the middle of those that see the ground, else of all. */
    private record Shape(Cluster cluster, int hottest, double x, double y) {}

    private void collect(Frame frame, Rule rule, byte full, byte falling, List<HotSpot> spots) {
        int width = frame.image().width();
        List<Cluster> whole = Cluster.find(frame.hot().marks(), width, full, parameters.clusterPixels());
        boolean[] taken = new boolean[frame.hot().marks().length];
        whole.forEach(cluster -> cluster.addTo(taken));
        List<Cluster> faint = Cluster.find(frame.hot().marks(), width, falling, parameters.clusterPixels());
        faint.removeIf(cluster -> cluster.meets(taken));
        add(frame, rule, true, whole, spots);
        add(frame, rule, false, faint, spots);
    }

    private void add(Frame frame, Rule rule, boolean full, List<Cluster> clusters, List<HotSpot> spots) {
        clusters.stream()
                .map(cluster -> shape(frame, cluster))
                .filter(shape -> rule == Rule.T1 || mayBurn(frame, shape, parameters.fallShare()))
                .sorted(Comparator.comparingInt((Shape shape) -> shape.cluster().pixels().length)
                        .reversed())
                .limit(MOST_SPOTS)
                .map(shape -> spot(frame, rule, full && (rule == Rule.T1 || mayBurn(frame, shape, 1)), shape))
                .forEach(spots::add);
    }

    private boolean mayBurn(Frame frame, Shape shape, double share) {
        return frame.image().celsius(frame.image().count(shape.hottest())) >= parameters.fireCelsius() * share
                && frame.view().depressionDegrees(shape.x(), shape.y()) >= parameters.groundDegrees();
    }

    private static Shape shape(Frame frame, Cluster cluster) {
        ThermalImage image = frame.image();
        int hottest = cluster.pixels()[0];
        double x = 0;
        double y = 0;
        int onGround = 0;
        double skyX = 0;
        double skyY = 0;
        for (int pixel : cluster.pixels()) {
            hottest = image.count(pixel) > image.count(hottest) ? pixel : hottest;
            int column = pixel % image.width();
            int row = pixel / image.width();
            if (frame.ground().holds(column, row)) {
                x += column;
                y += row;
                onGround++;
            } else {
                skyX += column;
                skyY += row;
            }
        }
        int inSky = cluster.pixels().length - onGround;
        return onGround > 0
                ? new Shape(cluster, hottest, x / onGround, y / onGround)
                : new Shape(cluster, hottest, skyX / inSky, skyY / inSky);
    }

    private static HotSpot spot(Frame frame, Rule rule, boolean full, Shape shape) {
        ThermalImage image = frame.image();
        Double background = background(frame, shape);
        Sight sight = frame.view().look(shape.x(), shape.y());
        int[] pixels = shape.cluster().pixels();
        double perPixel = frame.view().groundPerPixel(sight);
        boolean isPlaced = sight.rangeMeters() != null;
        return new HotSpot(
                rule,
                full,
                pixels.length,
                image.celsius(image.count(shape.hottest())),
                background,
                isPlaced ? (Double) (pixels.length * perPixel) : null,
                isPlaced ? (Double) (perPixel * Radiation.kilowattsPerSquareMeter(image, pixels, background)) : null,
                sight);
    }

    /** The median around its hottest pixel, where that sees the ground. */
    private static @Nullable Double background(Frame frame, Shape shape) {
        int x = shape.hottest() % frame.image().width();
        int y = shape.hottest() / frame.image().width();
        Surroundings surroundings = frame.surroundings();
        return surroundings == null || !frame.ground().holds(x, y)
                ? null
                : (Double) frame.image().celsius(surroundings.at(x, y).median());
    }
}
