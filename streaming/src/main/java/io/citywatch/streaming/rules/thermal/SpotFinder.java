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
 * sky and what stands against it have no surroundings of their own. Keeps nothing between frames.
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
        View view = new View(frame, parameters);
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

    private void collect(Frame frame, Rule rule, byte full, byte falling, List<HotSpot> spots) {
        int width = frame.image().width();
        List<Cluster> whole = Cluster.find(frame.hot().marks(), width, full, parameters.clusterPixels());
        boolean[] taken = new boolean[frame.hot().marks().length];
        whole.forEach(cluster -> cluster.addTo(taken));
        List<Cluster> faint = Cluster.find(frame.hot().marks(), width, falling, parameters.clusterPixels());
        faint.removeIf(cluster -> cluster.meets(taken));
        largest(whole).forEach(cluster -> spots.add(spot(frame, rule, true, cluster)));
        largest(faint).forEach(cluster -> spots.add(spot(frame, rule, false, cluster)));
    }

    private static List<Cluster> largest(List<Cluster> clusters) {
        return clusters.stream()
                .sorted(Comparator.comparingInt((Cluster cluster) -> cluster.pixels().length)
                        .reversed())
                .limit(MOST_SPOTS)
                .toList();
    }

    /** Its place is that of the middle of those pixels that see the ground. */
    private static HotSpot spot(Frame frame, Rule rule, boolean full, Cluster cluster) {
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
        Sight sight = onGround > 0
                ? frame.view().look(x / onGround, y / onGround)
                : frame.view().look(skyX / inSky, skyY / inSky);
        Surroundings surroundings = frame.surroundings();
        boolean hasSurroundings =
                surroundings != null && frame.ground().holds(hottest % image.width(), hottest / image.width());
        return new HotSpot(
                rule,
                full,
                cluster.pixels().length,
                image.celsius(image.count(hottest)),
                surroundings != null && hasSurroundings
                        ? (Double) image.celsius(surroundings
                                .at(hottest % image.width(), hottest / image.width())
                                .median())
                        : null,
                sight);
    }
}
