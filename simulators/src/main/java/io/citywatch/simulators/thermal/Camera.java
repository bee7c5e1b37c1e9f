package io.citywatch.simulators.thermal;

import io.citywatch.simulators.city.CameraPost;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A thermal camera whose time somebody else tells. Not thread-safe. */
public final class Camera {
    private static final double GROUND_REACH_METERS = 420;
    private static final double HOT_CELSIUS = 150;
    private static final double CONTRAST_KELVIN = 15;

    private final Flight flight;
    private final Ground ground;

    public Camera(City city, CameraPost post) {
        this.flight = new Flight(post);
        this.ground = Ground.around(city, post.target(), GROUND_REACH_METERS);
    }

    /**
     * What a camera without noise would see of something warm.
     *
     * @param hot how many pixels of it have 150 degrees and more
     * @param contrasting how many are 15 K and more above the bare ground
     */
    public record View(int hot, int contrasting) {}

    /**
     * A frame, and the truth about it.
     *
     * @param fields as the contract has them
     * @param views of what is warm, in the order in which it was given
     */
    public record Shot(Map<String, Object> fields, List<View> views) {}

    /** So many seconds pass; it looks where it is called to, if anywhere. */
    public void pass(double seconds, @Nullable Point called) {
        flight.call(called);
        flight.pass(seconds);
    }

    /** Takes a frame. */
    public Shot take(List<Heat> heats, RandomGenerator random) {
        Lens lens = flight.lens();
        @Nullable Point[] places = lens.ground();
        List<View> views = new ArrayList<>();
        for (Heat heat : heats) {
            views.add(view(places, heat));
        }
        return new Shot(Frame.take(lens, places, ground, heats, random), views);
    }

    private View view(@Nullable Point[] places, Heat heat) {
        int hot = 0;
        int contrasting = 0;
        for (Point place : places) {
            if (place != null) {
                double bare = ground.celsiusAt(place);
                double celsius = heat.celsiusAt(place, bare);
                hot += celsius >= HOT_CELSIUS ? 1 : 0;
                contrasting += celsius - bare >= CONTRAST_KELVIN ? 1 : 0;
            }
        }
        return new View(hot, contrasting);
    }
}
