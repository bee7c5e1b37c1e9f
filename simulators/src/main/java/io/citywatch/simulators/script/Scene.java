package io.citywatch.simulators.script;

import io.citywatch.model.detection.Rule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens in a story, and which rule must notice it. */
public enum Scene {
    /** Somebody presses the button. */
    PRESS(0, Rule.E1),
    /** A pan smokes; the detector holds its peace, and so must everybody. */
    KITCHEN_SMOKE(4, null),
    /** A fall that the person takes back at the device. */
    CANCELLED_FALL(8, null),
    /** Smoke fills a room and the detector sounds. */
    DETECTOR_ALARM(2, Rule.S1),
    /** A fall that nobody takes back. */
    FALL(1, Rule.E2);

    private final int secondsIntoStory;
    private final @Nullable Rule rule;

    Scene(int secondsIntoStory, @Nullable Rule rule) {
        this.secondsIntoStory = secondsIntoStory;
        this.rule = rule;
    }

    int secondsIntoStory() {
        return secondsIntoStory;
    }

    /** The rule that must be raised; empty if nothing may be. */
    public Optional<Rule> rule() {
        return Optional.ofNullable(rule);
    }

    boolean isFire() {
        return this == KITCHEN_SMOKE || this == DETECTOR_ALARM;
    }
}
