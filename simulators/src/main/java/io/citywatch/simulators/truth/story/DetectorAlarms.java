package io.citywatch.simulators.truth.story;

import io.citywatch.simulators.city.Home;
import io.citywatch.simulators.truth.script.Label;

/** Detectors that sound without a fire, as most do, and smoke that makes none sound. */
final class DetectorAlarms implements Stories.Story {
    @Override
    public void write(Stories.Day day) {
        for (int i = 0; i < 6; i++) {
            Home home = day.cast().lonelyDetector(day.random());
            Room room = new Room(day, home, "burnt food");
            long at = day.between(6, 22);
            room.smoke(at, 14, 90, 240, 3);
            room.sounds(at + 80_000, 200);
            day.script().label(Label.open("S2", "burnt food", room.names(), at, at + 900_000));
            day.script().label(Label.nearMiss("S3", "burnt food", room.names(), at, at + 900_000));
        }
        for (int i = 0; i < 16; i++) {
            tested(day);
        }
    }

    /** Somebody tests whether it can be heard of: it says that it is silent. */
    private static void tested(Stories.Day day) {
        Home home = day.cast().lonelyDetector(day.random());
        Room room = new Room(day, home, "tested");
        long at = day.between(8, 18);
        room.silent(at);
        day.script().label(Label.nearMiss("S1", "tested", room.names(), at, at + 900_000));
    }
}
