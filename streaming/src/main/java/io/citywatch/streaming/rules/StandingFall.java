package io.citywatch.streaming.rules;

import io.citywatch.model.detection.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A fall that nobody cancelled.
 *
 * @param at when its window ended, event time
 * @param person whose terminal it is, if the registry knows
 */
public record StandingFall(Call fall, long at, @Nullable String person) {
    /** Who it is about: the person, else the terminal. */
    public Subject subject() {
        return person == null ? Subject.device(fall.device()) : Subject.person(person);
    }
}
