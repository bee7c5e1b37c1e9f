package io.citywatch.simulators.truth.story;

import io.citywatch.model.Position;
import io.citywatch.simulators.city.CameraPost;
import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.thermal.Heat;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import io.citywatch.simulators.truth.script.Warmth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What is warm under the cameras: fires that grow, heaps that smoulder; roofs, barbecues, trucks and the sun's glint. */
final class Heats implements Stories.Story {
    private static final long MINUTE = 60_000;
    private static final double SAME_PLACE_METERS = 150;
    private static final int PIXELS = 4;

    @Override
    public void write(Stories.Day day) {
        for (CameraPost post : day.city().cameras()) {
            // One after the other, far enough apart that none is the other's end.
            List<Writer> writers = new ArrayList<>(
                    List.of(Heats::fire, Heats::smoulder, Heats::roof, Heats::barbecue, Heats::truck, Heats::glint));
            double hour = day.random().nextDouble(0.5, 1.5);
            while (!writers.isEmpty()) {
                Writer next = writers.remove(day.random().nextInt(writers.size()));
                next.write(day, post, day.calendar().at(day.number(), hour));
                hour += day.random().nextDouble(2.5, 3.7);
            }
        }
    }

    private interface Writer {
        void write(Stories.Day day, CameraPost post, long at);
    }

    /** Hears frames, and when so many of the last five had enough pixels of it. */
    private static final class Sighted {
        private final List<Long> received = new ArrayList<>();
        private final List<Boolean> enough = new ArrayList<>();
        private long at;

        void frame(long receivedAt, boolean isEnough) {
            received.add(receivedAt);
            enough.add(isEnough);
            int from = Math.max(0, enough.size() - 5);
            int seen = 0;
            long newest = 0;
            for (int i = from; i < enough.size(); i++) {
                if (enough.get(i)) {
                    seen++;
                    newest = Math.max(newest, received.get(i));
                }
            }
            if (at == 0 && seen >= 3) {
                at = newest;
            }
        }
    }

    /** Hears frames that show something, and when they had shown it for two minutes. */
    private static final class Watch {
        private final List<Long> seen = new ArrayList<>();

        void seen(long receivedAt) {
            seen.add(receivedAt);
        }

        long longEnoughAt() {
            long first = seen.stream().mapToLong(Long::longValue).min().orElse(0);
            return seen.stream()
                    .mapToLong(Long::longValue)
                    .filter(at -> at >= first + 2 * MINUTE)
                    .min()
                    .orElse(0);
        }
    }

    private static Point beside(Stories.Day day, CameraPost post) {
        return new Point(
                post.target().x() + day.random().nextDouble(-20, 20),
                post.target().y() + day.random().nextDouble(-20, 20));
    }

    private static void warm(
            Stories.Day day,
            CameraPost post,
            boolean isSeenByAll,
            Point at,
            long from,
            long until,
            LongFunction<@Nullable Heat> heat,
            Warmth.Watched watched) {
        day.script().warm(new Warmth(post.id(), isSeenByAll, at, from, until, heat, watched));
    }

    /** A fire on the ground that doubles in two minutes, hot from its beginning. */
    private static void fire(Stories.Day day, CameraPost post, long from) {
        Script script = day.script();
        Point at = beside(day, post);
        long until = from + 4 * MINUTE;
        double celsius = day.random().nextDouble(280, 420);
        Sighted hot = new Sighted();
        Watch watch = new Watch();
        warm(
                day,
                post,
                true,
                at,
                from,
                until,
                now -> new Heat(at, celsius, 3.5 * StrictMath.pow(2, (now - from) / (4.0 * MINUTE))),
                (receivedAt, view) -> {
                    hot.frame(receivedAt, view.hot() >= PIXELS);
                    if (view.hot() >= PIXELS) {
                        watch.seen(receivedAt);
                    }
                });
        Position place = at.position();
        Set<String> camera = Set.of(post.id());
        long over = until + 3 * MINUTE;
        script.label(() -> hot.at == 0
                ? Label.open("T1", "a fire hardly seen", camera, from, over).in(place, SAME_PLACE_METERS)
                : Label.truth("T1", "a fire", camera, from, hot.at, over).in(place, SAME_PLACE_METERS));
        script.label(Label.open("T2", "a fire", camera, from, over).in(place, SAME_PLACE_METERS));
        script.label(() -> watch.longEnoughAt() == 0
                ? Label.open("T3", "a fire not seen for long", camera, from, over)
                        .in(place, SAME_PLACE_METERS)
                : Label.truth("T3", "a fire that grows", camera, from, watch.longEnoughAt(), over)
                        .in(place, SAME_PLACE_METERS));
        nearMiss(day, post, at, "a fire", from, over, List.of("T6"));
    }

    /** A heap that smoulders and stays as it is: far too warm for the ground, and no flame. */
    private static void smoulder(Stories.Day day, CameraPost post, long from) {
        Script script = day.script();
        Point at = beside(day, post);
        long until = from + 4 * MINUTE;
        double celsius = day.random().nextDouble(70, 110);
        Sighted contrasting = new Sighted();
        warm(
                day,
                post,
                true,
                at,
                from,
                until,
                now -> new Heat(at, celsius, 5),
                (receivedAt, view) -> contrasting.frame(receivedAt, view.contrasting() >= PIXELS));
        Position place = at.position();
        Set<String> camera = Set.of(post.id());
        long over = until + 3 * MINUTE;
        script.label(() -> contrasting.at == 0
                ? Label.open("T2", "a heap hardly seen", camera, from, over).in(place, SAME_PLACE_METERS)
                : Label.truth("T2", "a smouldering heap", camera, from, contrasting.at, over)
                        .in(place, SAME_PLACE_METERS));
        nearMiss(day, post, at, "a smouldering heap", from, over, List.of("T1", "T3", "T6"));
    }

    private static void nearMiss(
            Stories.Day day, CameraPost post, Point at, String story, long from, long until, List<String> rules) {
        for (String rule : rules) {
            day.script()
                    .label(Label.nearMiss(rule, story, Set.of(post.id()), from, until)
                            .in(at.position(), SAME_PLACE_METERS));
        }
    }

    /** Warm for a while, and no fire by any rule. */
    private static void innocent(
            Stories.Day day,
            CameraPost post,
            Point at,
            long from,
            long until,
            String story,
            LongFunction<@Nullable Heat> heat) {
        innocent(day, post, true, at, from, until, story, heat, (receivedAt, view) -> {});
    }

    private static void innocent(
            Stories.Day day,
            CameraPost post,
            boolean isSeenByAll,
            Point at,
            long from,
            long until,
            String story,
            LongFunction<@Nullable Heat> heat,
            Warmth.Watched watched) {
        warm(day, post, isSeenByAll, at, from, until, heat, watched);
        nearMiss(day, post, at, story, from, until + 3 * MINUTE, List.of("T1", "T2", "T3"));
    }

    private static void roof(Stories.Day day, CameraPost post, long from) {
        Point at = beside(day, post);
        innocent(day, post, at, from, from + 3 * MINUTE, "a roof in the sun", now -> new Heat(at, 41.5, 9));
    }

    /** Hot, and smaller than a pixel or two. */
    private static void barbecue(Stories.Day day, CameraPost post, long from) {
        Point at = beside(day, post);
        innocent(day, post, at, from, from + 3 * MINUTE, "a barbecue", now -> new Heat(at, 260, 0.5));
    }

    /** A truck with a hot exhaust drives through; who takes it for a spot must see that it moves. */
    private static void truck(Stories.Day day, CameraPost post, long from) {
        Script script = day.script();
        Point at = beside(day, post);
        long until = from + 20_000;
        Sighted contrasting = new Sighted();
        innocent(
                day,
                post,
                true,
                at,
                from,
                until,
                "a truck drives through",
                now -> new Heat(new Point(at.x() - 80 + (now - from) / 1_000.0 * 8, at.y()), 95, 2.5),
                (receivedAt, view) -> contrasting.frame(receivedAt, view.contrasting() >= PIXELS));
        Set<String> camera = Set.of(post.id());
        long over = until + MINUTE;
        script.label(() -> contrasting.at == 0
                ? Label.open("T6", "a truck hardly seen", camera, from, over)
                : Label.truth(
                        "T6", "a truck drives through", camera, from, Math.min(contrasting.at + 5_000, over), over));
    }

    /** The sun in a sheet of metal, for a frame or two at some angle, again and again. */
    private static void glint(Stories.Day day, CameraPost post, long from) {
        Point at = beside(day, post);
        innocent(
                day,
                post,
                false,
                at,
                from,
                from + 2 * MINUTE,
                "the sun's glint",
                now -> (now - from) / 1_000 % 15 < 2 ? new Heat(at, 240, 3) : null,
                (receivedAt, view) -> {});
        // Too short for a spot; called a glint or not mentioned, both are right.
        day.script().label(Label.open("T6", "the sun's glint", Set.of(post.id()), from, from + 5 * MINUTE));
    }
}
