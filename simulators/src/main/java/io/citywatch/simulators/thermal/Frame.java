package io.citywatch.simulators.thermal;

import io.citywatch.simulators.city.Point;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Takes a frame: each pixel is the warmest that lies under it, and the noise of the sensor. */
final class Frame {
    private static final double KELVIN_AT_ZERO = 273.15;
    private static final double SCALE = 0.01;
    private static final double NOISE_KELVIN = 0.15;
    private static final int MOST_COUNTS = 65_535;

    private Frame() {}

    static Map<String, Object> take(Lens lens, Ground ground, List<Heat> heats, RandomGenerator random) {
        return take(lens, lens.ground(), ground, heats, random);
    }

    /** @param places of the lens's pixels */
    static Map<String, Object> take(
            Lens lens, @Nullable Point[] places, Ground ground, List<Heat> heats, RandomGenerator random) {
        byte[] pixels = new byte[places.length * 2];
        for (int i = 0; i < places.length; i++) {
            Point place = places[i];
            // 0 is no data: the sky.
            int counts = place == null ? 0 : counts(place, ground, heats, random);
            pixels[2 * i] = (byte) counts;
            pixels[2 * i + 1] = (byte) (counts >> 8);
        }
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("width", lens.width());
        frame.put("height", lens.height());
        frame.put("pixels", Base64.getEncoder().encodeToString(pixels));
        frame.put("scale", SCALE);
        frame.put("pose", lens.pose());
        return frame;
    }

    private static int counts(Point place, Ground ground, List<Heat> heats, RandomGenerator random) {
        double bare = ground.celsiusAt(place);
        double celsius = bare;
        for (Heat heat : heats) {
            celsius = Math.max(celsius, heat.celsiusAt(place, bare));
        }
        double kelvin = celsius + KELVIN_AT_ZERO + random.nextGaussian() * NOISE_KELVIN;
        return (int) Math.max(1, Math.min(MOST_COUNTS, Math.round(kelvin / SCALE)));
    }
}
