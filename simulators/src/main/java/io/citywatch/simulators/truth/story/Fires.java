package io.citywatch.simulators.truth.story;

import io.citywatch.simulators.city.Home;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/** Rooms that burn, each in its own way, and rooms that only smell, steam or get hot. */
final class Fires implements Stories.Story {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final double ALARM_LEVEL = 10;
    private static final double HELD_SECONDS = 30;
    private static final double FIXED_CELSIUS = 57;
    private static final double FIXED_KELVIN = 57 - 26;
    private static final double RISE_KELVIN = 8.3;

    @Override
    public void write(Stories.Day day) {
        for (int i = 0; i < 2; i++) {
            burns(day, "a smouldering bed", 900, 1.6, 0.00004);
            burns(day, "a burning kitchen", 240, 2, 0.0016);
        }
        spreads(day);
        spreads(day);
        spreads(day);
        alone(day);
        alone(day);
        apart(day);
        apart(day);
        heats(day);
        heats(day);
        for (int i = 0; i < 5; i++) {
            harmless(day, "a kettle", 3.8, 30, 90, 3.5);
            harmless(day, "incense", 3, 600, 1_800, 1);
            harmless(day, "a barbecue", 6.5, 12, 14, 2);
            warm(day);
        }
        nuisance(day, 3);
        nuisance(day, 2);
        nuisance(day, 2);
    }

    /** What a fire's smoke and heat mean for the rules that measure. */
    private static void measures(
            Stories.Day day,
            Room room,
            String story,
            long at,
            double seconds,
            DoubleUnaryOperator smoke,
            DoubleUnaryOperator warming) {
        Script script = day.script();
        List<Room.Reading> readings = room.air(at, seconds, smoke, warming);
        long until = at + Math.round(seconds * 1_000);
        long thick = thickSince(readings, smoke);
        if (thick > 0) {
            script.label(Label.truth("S2", story, Set.of(room.sensor()), at, thick, Math.max(thick, until)));
        }
        readings.stream()
                .filter(reading -> reading.celsius() >= FIXED_CELSIUS || isWarming(warming, reading.second()))
                .findFirst()
                .ifPresent(reading -> script.label(Label.truth(
                        "S3",
                        story,
                        Set.of(room.sensor()),
                        at,
                        reading.receivedAt(),
                        Math.max(reading.receivedAt(), until))));
    }

    /** When a reading arrived that is half a minute younger than another one of half the alarm's smoke; 0 if none. */
    private static long thickSince(List<Room.Reading> readings, DoubleUnaryOperator smoke) {
        double first = Double.MAX_VALUE;
        for (Room.Reading reading : readings) {
            if (smoke.applyAsDouble(reading.second()) >= ALARM_LEVEL / 2) {
                if (reading.second() >= first + HELD_SECONDS) {
                    return reading.receivedAt();
                }
                first = Math.min(first, reading.second());
            }
        }
        return 0;
    }

    private static boolean isWarming(DoubleUnaryOperator warming, double second) {
        return second >= 60 && warming.applyAsDouble(second) - warming.applyAsDouble(second - 60) >= RISE_KELVIN;
    }

    /** A fire in a room with one detector: smoke first, then heat, and the detector in between. */
    private static void burns(Stories.Day day, String story, double alarmSecond, double power, double growth) {
        Home home = day.cast().lonelyDetector(day.random());
        Room room = new Room(day, home, story);
        long at = day.between(0.5, 22);
        double seconds = alarmSecond + 420;
        DoubleUnaryOperator smoke = second -> Math.min(30, ALARM_LEVEL * StrictMath.pow(second / alarmSecond, power));
        DoubleUnaryOperator warming = second -> Math.min(400, growth * second * second);
        measures(day, room, story, at, seconds, smoke, warming);
        long alarmed = room.sounds(at + Math.round(alarmSecond * 1_000), 600);
        boolean isHot = warming.applyAsDouble(seconds - 1) >= FIXED_KELVIN;
        day.script()
                .label(
                        isHot
                                ? Label.truth("S6", story, room.names(), at, alarmed + 2 * MINUTE, alarmed + HOUR / 2)
                                : Label.open("S6", story, room.names(), at, alarmed + HOUR / 2));
    }

    /** A fire that two detectors of a house notice within a minute. */
    private static void spreads(Stories.Day day) {
        List<Home> homes = day.cast().neighbours(day.random());
        long at = day.between(0.5, 22);
        long first = 0;
        long second = 0;
        Room room = new Room(day, homes.get(0), "a fire that spreads");
        for (int i = 0; i < 2; i++) {
            Room next = new Room(day, homes.get(i), "a fire that spreads");
            long begins = at + i * 25_000L;
            measures(
                    day,
                    next,
                    "a fire that spreads",
                    begins,
                    500,
                    seconds -> Math.min(25, ALARM_LEVEL * StrictMath.pow(seconds / 120, 2)),
                    seconds -> Math.min(300, 0.002 * seconds * seconds));
            first = second;
            second = next.sounds(begins + 120_000 + day.seconds(0, 10), 500);
        }
        long known = Math.max(first, second);
        // Each of them is in alarm by its heat too, and any two of these four signs within a minute confirm.
        day.script().label(Label.truth("S5", "a fire that spreads", room.names(), at, known, known + 5 * MINUTE));
        day.script().label(Label.truth("S6", "a fire that spreads", room.names(), at, known, known + HOUR / 2));
    }

    /** One detector of a house with two. */
    private static void alone(Stories.Day day) {
        List<Home> homes = day.cast().neighbours(day.random());
        Room room = new Room(day, homes.get(0), "burnt food in one flat");
        long at = day.between(6, 22);
        room.smoke(at, 13, 80, 200, 2);
        room.sounds(at + 75_000, 90);
        day.script().label(Label.nearMiss("S5", "burnt food in one flat", room.names(), at, at + HOUR / 2));
        day.script().label(Label.nearMiss("S6", "burnt food in one flat", room.names(), at, at + HOUR / 2));
        day.script().label(Label.open("S2", "burnt food", Set.of(room.sensor()), at, at + HOUR / 4));
    }

    /** Two detectors of a house, minutes one after the other. */
    private static void apart(Stories.Day day) {
        List<Home> homes = day.cast().neighbours(day.random());
        long at = day.between(6, 22);
        for (int i = 0; i < 2; i++) {
            Room room = new Room(day, homes.get(i), "burnt food in two flats");
            long begins = at + i * 6L * MINUTE;
            room.smoke(begins, 13, 80, 120, 2);
            room.sounds(begins + 75_000, 40);
            day.script().label(Label.open("S2", "burnt food", Set.of(room.sensor()), begins, begins + HOUR / 4));
        }
        day.script()
                .label(Label.nearMiss(
                        "S5", "burnt food in two flats", Set.of(homes.get(0).premises()), at, at + HOUR / 2));
    }

    /** A room gets hot without smoke. */
    private static void heats(Stories.Day day) {
        Home home = day.cast().lonelyDetector(day.random());
        long at = day.between(0.5, 22);
        double rate = day.random().nextDouble(11, 20) / 60;
        Room room = new Room(day, home, "an oil stove");
        measures(day, room, "an oil stove", at, 400, seconds -> 0.5, seconds -> Math.min(45, rate * seconds));
        day.script().label(Label.open("S6", "an oil stove", room.names(), at, at + HOUR / 2));
    }

    private static void harmless(
            Stories.Day day, String story, double peak, double rise, double clear, double warming) {
        Home home = day.cast().lonelyDetector(day.random());
        Room room = new Room(day, home, story);
        long at = day.between(5, 22);
        room.smoke(at, peak, rise, clear, warming);
        long until = at + Math.round((rise + clear) * 1_000) + 10 * MINUTE;
        for (String rule : List.of("S1", "S2", "S3", "S6")) {
            day.script().label(Label.nearMiss(rule, story, Set.of(room.sensor()), at, until));
        }
    }

    /** The sun on the roof, an oven that is opened: warm, and not as fast as a fire. */
    private static void warm(Stories.Day day) {
        Home home = day.cast().lonelyDetector(day.random());
        Room room = new Room(day, home, "an oven");
        long at = day.between(9, 20);
        double peak = day.random().nextDouble(10, 20);
        double rate = day.random().nextDouble(2, 5.5) / 60;
        room.air(at, 900, second -> 0.1, second -> Math.min(peak, rate * second));
        day.script().label(Label.nearMiss("S3", "an oven", Set.of(room.sensor()), at, at + HOUR / 3));
    }

    /** A detector above a stove that sounds again and again, for less than a minute each. */
    private static void nuisance(Stories.Day day, int alarms) {
        Home home = day.cast().lonelyDetector(day.random());
        Room room = new Room(day, home, "a detector above a stove");
        long at = day.between(6, 9);
        for (int i = 0; i < alarms; i++) {
            room.sounds(at, day.random().nextDouble(15, 40));
            at += day.seconds(3 * 3_600, 5 * 3_600);
        }
    }
}
