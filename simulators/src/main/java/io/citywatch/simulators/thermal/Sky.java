package io.citywatch.simulators.thermal;

import io.citywatch.model.Position;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.city.CameraPost;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.city.Seeds;
import io.citywatch.simulators.device.Transmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All thermal cameras and everything warm under them. A frame a second while something of a story is near a camera,
 * else one each ten seconds: frames are what costs.
 */
public final class Sky {
    private static final Logger LOG = LoggerFactory.getLogger(Sky.class);
    private static final double GROUND_REACH_METERS = 420;
    private static final double NEAR_METERS = 450;
    private static final int SECONDS_BETWEEN_IDLE_FRAMES = 10;

    private final City city;
    private final Map<String, Eye> eyes = new ConcurrentHashMap<>();
    private final List<Heat> heats = new CopyOnWriteArrayList<>();

    /** One camera. Its lock is its own. */
    private static final class Eye {
        private final CameraPost post;
        private final Flight flight;
        private final Ground ground;
        private final RandomGenerator random;
        private final int offset;
        private long second;

        Eye(CameraPost post, City city, int number) {
            this.post = post;
            this.flight = new Flight(post);
            this.ground = Ground.around(city, post.target(), GROUND_REACH_METERS);
            this.random = Seeds.of(city.seed(), "camera", number);
            this.offset = number % SECONDS_BETWEEN_IDLE_FRAMES;
        }
    }

    public Sky(City city) {
        this.city = city;
    }

    /** The camera takes frames from now on. */
    public void open(CameraPost post, Transmitter device, ScheduledExecutorService timer) {
        Eye eye = new Eye(post, city, city.cameras().indexOf(post));
        eyes.put(post.id(), eye);
        var unused = timer.scheduleAtFixedRate(() -> look(eye, device), 1, 1, TimeUnit.SECONDS);
    }

    private void look(Eye eye, Transmitter device) {
        try {
            Map<String, Object> frame;
            synchronized (eye) {
                eye.second++;
                eye.flight.pass(1);
                boolean near = heats.stream().anyMatch(heat -> heat.at().metersTo(eye.post.target()) < NEAR_METERS);
                if (!near && (eye.second + eye.offset) % SECONDS_BETWEEN_IDLE_FRAMES != 0) {
                    return;
                }
                List<Heat> all = new ArrayList<>(heats);
                all.addAll(PassersBy.around(eye.post.target(), (double) eye.second));
                frame = Frame.take(eye.flight.lens(), eye.ground, all, eye.random);
            }
            var unused = device.send(TelemetryKind.THERMAL, Lane.BULK, frame).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.debug("{} could not send a frame", device.id(), failure);
                }
            });
        } catch (RuntimeException e) {
            // Thrown on, it would blind the camera for good.
            LOG.warn("{} stumbled", device.id(), e);
        }
    }

    /** Something warm is there from now on. */
    public void warm(Heat heat) {
        heats.add(heat);
    }

    /** It is gone. */
    public void cool(Heat heat) {
        heats.remove(heat);
    }

    /** Calls a drone to a place; a tower stays where it is. */
    public void call(String camera, Point place) {
        Eye eye = eyes.get(camera);
        if (eye != null) {
            synchronized (eye) {
                eye.flight.call(place);
            }
        }
    }

    /** Back to its patrol. */
    public void dismiss(String camera) {
        Eye eye = eyes.get(camera);
        if (eye != null) {
            synchronized (eye) {
                eye.flight.call(null);
            }
        }
    }

    /** Where a camera is now. */
    public Position position(CameraPost post) {
        Eye eye = eyes.get(post.id());
        if (eye == null) {
            return post.base().position();
        }
        synchronized (eye) {
            return eye.flight.lens().at().position();
        }
    }
}
