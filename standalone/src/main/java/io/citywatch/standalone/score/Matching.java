package io.citywatch.standalone.score;

import io.citywatch.model.detection.Detection;
import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.truth.script.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which detection means which label, for one rule. A detection can mean a label of its rule that shares one of its
 * names (subject, key or device), or its place if the label has one, and whose time it falls into. In the order of time
 * each takes the earliest truth that it can mean and that no other has; one that can mean none is false, and so is a
 * second one for the same truth. What the catalogue leaves open (an open label) is neither. The time of a detection is
 * its revision: when the newest message that it rests on was logged, or when its timer was due.
 */
final class Matching {
    private final Map<Label, Detection> found = new LinkedHashMap<>();
    private final List<Label> missed = new ArrayList<>();
    private final List<Detection> wrong = new ArrayList<>();
    private final Set<Label> nearMissesRaised = new HashSet<>();

    /**
     * @param labels of the rule
     * @param raised by the rule, whatever it raised
     */
    Matching(List<Label> labels, List<Detection> raised) {
        List<Label> truths = of(labels, Label.Kind.TRUTH);
        List<Label> open = of(labels, Label.Kind.OPEN);
        List<Label> nearMisses = of(labels, Label.Kind.NEAR_MISS);
        List<Detection> inOrder = new ArrayList<>(raised);
        inOrder.sort(Comparator.comparingLong(Detection::revision).thenComparing(Detection::id));
        for (Detection detection : inOrder) {
            Label truth = truths.stream()
                    .filter(label -> !found.containsKey(label) && isAbout(label, detection))
                    .findFirst()
                    .orElse(null);
            if (truth != null) {
                found.put(truth, detection);
            } else if (open.stream().noneMatch(label -> isAbout(label, detection))) {
                wrong.add(detection);
                nearMisses.stream().filter(label -> isAbout(label, detection)).forEach(nearMissesRaised::add);
            }
        }
        truths.stream().filter(label -> !found.containsKey(label)).forEach(missed::add);
    }

    private static List<Label> of(List<Label> labels, Label.Kind kind) {
        return labels.stream()
                .filter(label -> label.kind() == kind)
                .sorted(Comparator.comparingLong(Label::at))
                .toList();
    }

    static boolean isAbout(Label label, Detection detection) {
        long at = detection.revision();
        return at >= label.from() && at <= label.until() && (isNamed(label, detection) || isThere(label, detection));
    }

    private static boolean isNamed(Label label, Detection detection) {
        return label.subjects().contains(detection.subject().id())
                || label.subjects().contains(detection.key())
                || detection.devices().stream()
                        .anyMatch(device -> label.subjects().contains(device.value()));
    }

    private static boolean isThere(Label label, Detection detection) {
        return label.place() != null
                && detection.position() != null
                && Point.of(label.place()).metersTo(Point.of(detection.position())) <= label.withinMeters();
    }

    /** Truths that were found, and by which detection. */
    Map<Label, Detection> found() {
        return found;
    }

    List<Label> missed() {
        return missed;
    }

    /** Detections that mean nothing that is true, or what another one said before. */
    List<Detection> wrong() {
        return wrong;
    }

    int nearMissesRaised() {
        return nearMissesRaised.size();
    }

    /** How long after the condition held each truth was found, in order. */
    List<Long> delays() {
        return found.entrySet().stream()
                .map(entry ->
                        Math.max(0, entry.getValue().revision() - entry.getKey().at()))
                .sorted()
                .toList();
    }
}
