package io.citywatch.simulators.truth.routine;

import io.citywatch.model.json.Json;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.city.CameraPost;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.city.Seeds;
import io.citywatch.simulators.thermal.Camera;
import io.citywatch.simulators.thermal.Heat;
import io.citywatch.simulators.thermal.PassersBy;
import io.citywatch.simulators.truth.script.FeedFault;
import io.citywatch.simulators.truth.script.Message;
import io.citywatch.simulators.truth.script.Script;
import io.citywatch.simulators.truth.script.Warmth;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What cameras see from hour to hour: a frame a minute, and one a second for ten minutes around each story under them,
 * for frames are what costs. Two cars on their rounds and somebody on foot are always there.
 */
public final class SkyHours {
    private static final long AROUND = 180_000;
    private static final long MINUTE = 60_000;
    private static final long SECOND = 1_000;

    private final Script script;
    private final List<Eye> eyes = new ArrayList<>();

    /** One camera. */
    private static final class Eye {
        private final CameraPost post;
        private final Camera camera;
        private final RandomGenerator random;
        private long lastAt;
        /** Its newest picture. */
        private @Nullable String last;

        Eye(City city, CameraPost post, int number) {
            this.post = post;
            this.camera = new Camera(city, post);
            this.random = Seeds.of(city.seed(), "true camera", number);
        }
    }

    public SkyHours(Script script) {
        this.script = script;
        City city = script.city();
        for (int i = 0; i < city.cameras().size(); i++) {
            eyes.add(new Eye(city, city.cameras().get(i), i));
        }
    }

    /** All frames between two times; asked for in their order. */
    public void between(long from, long until, Consumer<Message> out) {
        for (Eye eye : eyes) {
            List<Warmth> all = script.warmths().stream()
                    .filter(warmth -> warmth.isSeenByAll() || warmth.camera().equals(eye.post.id()))
                    .filter(warmth -> warmth.from() - AROUND < until && warmth.until() + AROUND > from)
                    .toList();
            List<Warmth> warmths = all.stream()
                    .filter(warmth -> warmth.camera().equals(eye.post.id()))
                    .toList();
            List<Warmth> beside = all.stream()
                    .filter(warmth -> !warmth.camera().equals(eye.post.id()))
                    .toList();
            for (long at = from; at < until; at += SECOND) {
                long now = at;
                List<Warmth> near = warmths.stream()
                        .filter(warmth -> now >= warmth.from() - AROUND && now < warmth.until() + AROUND)
                        .toList();
                List<FeedFault> faults = script.feedFaults().stream()
                        .filter(fault -> fault.camera().equals(eye.post.id()) && fault.isNear(now))
                        .toList();
                if (at % MINUTE == 0 || !near.isEmpty() || !faults.isEmpty()) {
                    look(eye, at, near, beside, faults, out);
                }
            }
        }
    }

    /** @param beside what is another camera's story, and may be in this one's view */
    private void look(
            Eye eye, long at, List<Warmth> near, List<Warmth> beside, List<FeedFault> faults, Consumer<Message> out) {
        if (eye.last != null && faults.stream().anyMatch(fault -> fault.isFrozen() && fault.holds(at))) {
            send(eye, at, eye.last, faults, out);
            return;
        }
        Point called = near.isEmpty() ? null : near.get(0).near();
        eye.camera.pass(Math.min(60, eye.lastAt == 0 ? 1 : (at - eye.lastAt) / 1_000.0), called);
        eye.lastAt = at;
        List<Heat> heats = new ArrayList<>();
        List<Warmth> there = new ArrayList<>();
        for (Warmth warmth : near) {
            Heat heat = heat(warmth, at);
            if (heat != null) {
                heats.add(heat);
                there.add(warmth);
            }
        }
        for (Warmth warmth : beside) {
            Heat heat = heat(warmth, at);
            if (heat != null) {
                heats.add(heat);
            }
        }
        heats.addAll(PassersBy.around(eye.post.target(), at / 1_000.0));
        Camera.Shot shot = eye.camera.take(heats, eye.random);
        String json = new String(Json.write(shot.fields()), StandardCharsets.UTF_8);
        eye.last = json.substring(1, json.length() - 1);
        send(eye, at, eye.last, faults, out).ifPresent(sent -> {
            for (int i = 0; i < there.size(); i++) {
                there.get(i).watched().frame(sent.receivedAt(), shot.views().get(i));
            }
        });
    }

    private Optional<Message> send(Eye eye, long at, String fields, List<FeedFault> faults, Consumer<Message> out) {
        Optional<Message> message =
                script.ether().send(eye.post.id(), TelemetryKind.THERMAL, Lane.BULK, at, fields, eye.random);
        message.ifPresent(sent -> {
            out.accept(sent);
            faults.stream()
                    .filter(fault -> at < fault.until())
                    .forEach(fault -> fault.heard().frame(at, sent.receivedAt()));
        });
        return message;
    }

    private static @Nullable Heat heat(Warmth warmth, long at) {
        return at < warmth.from() || at >= warmth.until() ? null : warmth.heat().apply(at);
    }
}
