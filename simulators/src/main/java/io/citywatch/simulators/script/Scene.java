package io.citywatch.simulators.script;

import static io.citywatch.model.detection.Rule.D1;
import static io.citywatch.model.detection.Rule.D2;
import static io.citywatch.model.detection.Rule.D3;
import static io.citywatch.model.detection.Rule.D4;
import static io.citywatch.model.detection.Rule.E1;
import static io.citywatch.model.detection.Rule.E11;
import static io.citywatch.model.detection.Rule.E2;
import static io.citywatch.model.detection.Rule.E5;
import static io.citywatch.model.detection.Rule.E6;
import static io.citywatch.model.detection.Rule.E7;
import static io.citywatch.model.detection.Rule.R1;
import static io.citywatch.model.detection.Rule.R11;
import static io.citywatch.model.detection.Rule.R13;
import static io.citywatch.model.detection.Rule.R2;
import static io.citywatch.model.detection.Rule.R6;
import static io.citywatch.model.detection.Rule.S1;
import static io.citywatch.model.detection.Rule.S2;
import static io.citywatch.model.detection.Rule.S3;
import static io.citywatch.model.detection.Rule.S5;
import static io.citywatch.model.detection.Rule.S6;
import static io.citywatch.model.detection.Rule.S7;
import static io.citywatch.model.detection.Rule.T1;
import static io.citywatch.model.detection.Rule.T2;
import static io.citywatch.model.detection.Rule.T3;
import static io.citywatch.model.detection.Rule.T6;

import io.citywatch.model.detection.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What happens in a story, which rules must notice it, and how long it takes until they have and it is over. */
public enum Scene {
    /** Somebody presses the button. */
    PRESS(30, must(E1), may(S6)),
    /** A fall that nobody takes back. */
    FALL(40, must(E2)),
    /** Smoke fills a room and the detector sounds. */
    DETECTOR_ALARM(45, must(S1), may(S2, S6)),
    /** A pan smokes; the detector holds its peace, and nobody is hurried: at most it is a pre-alarm. */
    KITCHEN_SMOKE(35, nothing(), may(S2)),
    /** A fall that the person takes back at the device. */
    CANCELLED_FALL(30, nothing()),
    /** A motorcycle is ridden off, reported while it is read, and found. */
    THEFT(95, must(R1), may(R13)),
    /** Fire on the ground under a drone, and no detector near. */
    FIRE_FROM_ABOVE(80, must(T1), may(T2, T3, T6, S6)),
    /** Fire at a house under a drone, whose detector sounds too. */
    FIRE_AND_SMOKE(90, must(T1, S1), may(T2, T3, T6, S2, S6)),
    /** A heap smoulders below the tower: not hot enough for a fire, far too hot for the ground. */
    SMOULDERING(90, must(T2), may(T3, T6, S6)),
    /** A roof in the sun, warmer than its neighbours, as roofs are. */
    HOT_ROOF(60, nothing(), may(T6)),
    /** A room gets hot without smoke. */
    HEAT_ALARM(75, must(S3), may(S6)),
    /** Two detectors of one house sound within a minute. */
    SECOND_DETECTOR(80, must(S1, S5), may(S2, S6)),
    /** A smoke sensor's battery is low, until somebody changes it. */
    LOW_SENSOR_BATTERY(90, must(S7)),
    /** An elder orders a service. */
    SERVICE_ORDER(40, must(E11)),
    /** A pendant's battery is low. */
    PENDANT_LOW_BATTERY(60, must(E6)),
    /** A base hears its pendant no more. */
    PENDANT_LOST(60, must(E6)),
    /** A guarded motorcycle is taken from its place. */
    GUARDED_MOVED(150, must(R2), may(R13)),
    /** A guarded motorcycle stands at home and is read again and again. */
    GUARDED_PARKED(60, nothing()),
    /** The same tag passes two readers that are kilometres apart. */
    CLONED_TAG(60, must(R6)),
    /** A reader fails and comes back. */
    READER_FAILURE(150, must(R11)),
    /** A sensor misses two heartbeats and no third. */
    LATE_SENSOR(95, nothing()),
    /** A smoke sensor fails and comes back. */
    SENSOR_OFFLINE(160, must(D1)),
    /** A base fails and comes back. */
    BASE_OFFLINE(160, must(E7)),
    /** One base loses its mains for longer than the note waits. */
    MAINS_LOST(690, must(E5)),
    /** A sensor of the surroundings runs out of battery, until somebody changes it. */
    LOW_BATTERY(90, must(D2)),
    /** A terminal says something on the emergency lane that nobody can read. */
    UNREADABLE_ALARM(45, must(D3)),
    /** A quarter has no power: its bases say so, its readers fall silent; later it is back. */
    POWER_CUT(230, must(D4), may(R11, E5, E7));

    private final int seconds;
    private final Set<Rule> expected;
    private final Set<Rule> tolerated;

    Scene(int seconds, Set<Rule> expected) {
        this(seconds, expected, Set.of());
    }

    Scene(int seconds, Set<Rule> expected, Set<Rule> tolerated) {
        this.seconds = seconds;
        this.expected = expected;
        this.tolerated = tolerated;
    }

    private static Set<Rule> must(Rule... rules) {
        return Set.copyOf(List.of(rules));
    }

    private static Set<Rule> may(Rule... rules) {
        return Set.copyOf(List.of(rules));
    }

    private static Set<Rule> nothing() {
        return Set.of();
    }

    /** From its beginning until everything of it was said and noticed. */
    public int seconds() {
        return seconds;
    }

    /** What must be raised; empty if nothing may be. */
    public Set<Rule> expected() {
        return expected;
    }

    /** What may be raised as well: it is true too, but not certain. */
    public Set<Rule> tolerated() {
        return tolerated;
    }

    /** A rule that must be raised; empty if nothing may be. */
    public Optional<Rule> rule() {
        return expected.stream().sorted().findFirst();
    }
}
