package io.citywatch.streaming.replay;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Leaves out what only says that a recording has ended: after its last message everything is silent. */
final class AbsenceAfterTheEnd {
    private static final Set<Rule> ABSENCE = EnumSet.of(Rule.R11, Rule.E3, Rule.E7, Rule.D1, Rule.D5);

    private final Instant last;

    /** @param last when the last message was received */
    AbsenceAfterTheEnd(Instant last) {
        this.last = last;
    }

    /** @param detections in the order in which they were said */
    List<Detection> leftOut(List<Detection> detections) {
        Set<String> absent = new HashSet<>();
        for (Detection detection : detections) {
            boolean isAbsence = ABSENCE.contains(detection.rule()) || restsOn(detection, absent);
            if (isAbsence
                    && detection.phase() != Phase.CLEARED
                    && detection.at().isAfter(last)) {
                absent.add(detection.id());
            }
        }
        return detections.stream()
                .filter(detection ->
                        !absent.contains(detection.id()) || !detection.at().isAfter(last))
                .toList();
    }

    /** An outage that is made of nothing else. */
    private static boolean restsOn(Detection detection, Set<String> absent) {
        return !detection.causes().isEmpty() && absent.containsAll(detection.causes());
    }
}
