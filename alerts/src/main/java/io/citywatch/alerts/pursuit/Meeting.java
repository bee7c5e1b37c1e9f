package io.citywatch.alerts.pursuit;

import io.citywatch.model.Position;
import java.time.Instant;

/**
 * Where the officer of a need is to meet a hunted vehicle.
 *
 * @param need that it is of
 * @param reader by whose place it is
 * @param name of the place, for people
 * @param probability 0 to 1, of the vehicle passing there next
 * @param dueAt when it is likely to
 */
public record Meeting(
        String need,
        String incident,
        String reader,
        String name,
        Position position,
        double probability,
        Instant dueAt) {
    static Meeting of(String need, String incident, Pursuit.Likely place) {
        return new Meeting(
                need, incident, place.reader(), place.name(), place.position(), place.probability(), place.dueAt());
    }
}
