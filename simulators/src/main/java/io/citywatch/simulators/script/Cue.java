package io.citywatch.simulators.script;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * When a scene begins.
 *
 * @param second since the script began
 */
record Cue(int second, Scene scene) {
    static final int STORY_SECONDS = 60;
    static final int ROUND_SECONDS = 600;

    /** Told each minute, from the first second on: what needs nobody but one home. */
    static final List<Cue> STORY = List.of(
            new Cue(0, Scene.PRESS),
            new Cue(1, Scene.FALL),
            new Cue(2, Scene.DETECTOR_ALARM),
            new Cue(4, Scene.KITCHEN_SMOKE),
            new Cue(8, Scene.CANCELLED_FALL));

    /** Told each ten minutes, once everybody is connected; the short ones first, so that a short demo has them. */
    static final List<Cue> ROUND = List.of(
            new Cue(2, Scene.THEFT),
            new Cue(4, Scene.FIRE_FROM_ABOVE),
            new Cue(8, Scene.SERVICE_ORDER),
            new Cue(12, Scene.UNREADABLE_ALARM),
            new Cue(16, Scene.READER_FAILURE),
            new Cue(18, Scene.SENSOR_OFFLINE),
            new Cue(20, Scene.BASE_OFFLINE),
            new Cue(22, Scene.LATE_SENSOR),
            new Cue(24, Scene.MAINS_LOST),
            new Cue(26, Scene.CLONED_TAG),
            new Cue(34, Scene.HEAT_ALARM),
            new Cue(40, Scene.PENDANT_LOW_BATTERY),
            new Cue(46, Scene.GUARDED_MOVED),
            new Cue(50, Scene.HOT_ROOF),
            new Cue(66, Scene.SECOND_DETECTOR),
            new Cue(72, Scene.LOW_SENSOR_BATTERY),
            new Cue(80, Scene.LOW_BATTERY),
            new Cue(95, Scene.PENDANT_LOST),
            new Cue(110, Scene.GUARDED_PARKED),
            new Cue(130, Scene.FIRE_AND_SMOKE),
            new Cue(190, Scene.THEFT),
            new Cue(200, Scene.POWER_CUT),
            new Cue(225, Scene.SMOULDERING),
            new Cue(260, Scene.SERVICE_ORDER),
            new Cue(300, Scene.HEAT_ALARM),
            new Cue(330, Scene.CLONED_TAG),
            new Cue(345, Scene.FIRE_FROM_ABOVE),
            new Cue(370, Scene.UNREADABLE_ALARM),
            new Cue(400, Scene.THEFT));

    /** Those of the list that are over in so many seconds; with none given, all. */
    static List<Cue> inTime(List<Cue> cues, long seconds) {
        List<Cue> inTime = new ArrayList<>();
        for (Cue cue : cues) {
            if (cue.second() + cue.scene().seconds() <= seconds) {
                inTime.add(cue);
            }
        }
        inTime.sort(Comparator.comparingInt(Cue::second));
        return inTime;
    }
}
