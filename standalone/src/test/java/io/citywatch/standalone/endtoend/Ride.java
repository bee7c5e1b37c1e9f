package io.citywatch.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.json.Json;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.city.StreetGraph;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A motorcycle on its way through the city, past tag readers that are put up along it: the city's own belong to the
 * simulator. Foreign clients publish what they read.
 */
final class Ride {
    private static final double METERS_PER_SECOND = 20;
    private static final Duration SINCE_LAST_READ = Duration.ofSeconds(5);
    private static final Duration LONGEST_LEG = Duration.ofSeconds(30);
    /** Readers that are silent for half an hour are not missed: these speak once. */
    private static final int INTERVAL_SECONDS = 600;

    private final Mosquitto mosquitto;
    private final String tag;
    private final List<Stop> stops = new ArrayList<>();
    private int passed;
    private long passedNanos;

    private record Stop(String reader, String token, Point at) {}

    /** Puts up a reader at each crossing of the way, by the registry. */
    Ride(City city, Point from, Point to, Api admin, Mosquitto mosquitto, String tag) {
        this.mosquitto = mosquitto;
        this.tag = tag;
        StreetGraph streets = city.graph();
        for (Point at : streets.route(from, to)) {
            int crossing = streets.crossings().indexOf(at);
            if (crossing >= 0) {
                stops.add(register(streets, crossing, admin));
            }
        }
    }

    private Stop register(StreetGraph streets, int crossing, Api admin) {
        Point at = streets.crossings().get(crossing);
        String reader = "tr-ride-" + (stops.size() + 1);
        String roads = Arrays.stream(streets.edgesOf(crossing))
                .mapToObj(edge -> streets.edges().get(edge).street().zh())
                .distinct()
                .collect(Collectors.joining("/"));
        Api.Answer answer = admin.post(
                "/devices",
                Map.of(
                        "id",
                        reader,
                        "kind",
                        "tag-reader",
                        "lat",
                        at.position().lat(),
                        "lon",
                        at.position().lon(),
                        "name",
                        roads + "路口",
                        "intervalSeconds",
                        INTERVAL_SECONDS));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return new Stop(reader, answer.text("token"), at);
    }

    int stops() {
        return stops.size();
    }

    /** Rode off past so many readers, whose reads come only now. */
    void setOff(int readers) {
        long newest = System.currentTimeMillis() - SINCE_LAST_READ.toMillis();
        for (int i = 0; i < readers; i++) {
            long ago = 0;
            for (int leg = i + 1; leg < readers; leg++) {
                ago += secondsTo(leg) * 1_000;
            }
            publish(stops.get(i), newest - ago, tag);
        }
        passed = readers;
        passedNanos = System.nanoTime() - SINCE_LAST_READ.toNanos();
    }

    /** Rides on to the next reader, and returns when that has said so. What is there sooner than it can be is a clone. */
    void goOn() {
        long due = passedNanos + secondsTo(passed) * 1_000_000_000;
        long unused = Await.until("the next reader", LONGEST_LEG, System::nanoTime, now -> now - due >= 0);
        publish(stops.get(passed), System.currentTimeMillis(), tag);
        passed++;
        passedNanos = System.nanoTime();
    }

    /** The reader that saw it last sees it again, and others with it, in one message. */
    void passAgainWith(String... others) {
        publish(stops.get(passed - 1), System.currentTimeMillis(), tag, others);
    }

    String newestReader() {
        return stops.get(passed - 1).reader();
    }

    /** Degrees clockwise from north, of the last leg. */
    double heading() {
        Point from = stops.get(passed - 2).at();
        Point to = stops.get(passed - 1).at();
        return (Math.toDegrees(Math.atan2(to.x() - from.x(), to.y() - from.y())) + 360) % 360;
    }

    private long secondsTo(int stop) {
        return Math.round(stops.get(stop - 1).at().metersTo(stops.get(stop).at()) / METERS_PER_SECOND);
    }

    private void publish(Stop stop, long at, String first, String... others) {
        List<Map<String, Object>> sightings = new ArrayList<>();
        sightings.add(sighting(first, at));
        Arrays.stream(others).forEach(other -> sightings.add(sighting(other, at)));
        String said = mosquitto.publish(
                stop.reader(),
                stop.token(),
                "devices/" + stop.reader() + "/telemetry/tag-sightings",
                new String(Json.write(Map.of("ts", at, "sightings", sightings)), StandardCharsets.UTF_8));
        assertThat(said).as("what mosquitto_pub said").isEmpty();
    }

    private static Map<String, Object> sighting(String tag, long at) {
        return Map.of("tag", tag, "ts", at, "rssi", -55);
    }
}
