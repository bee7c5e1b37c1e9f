package io.citywatch.model.detection;

import io.citywatch.model.DeviceId;
import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rule began, changed or ceased to hold for a subject.
 *
 * @param id deterministic, see {@link DetectionId}; the same over all phases of one episode
 * @param revision the highest logged-at, epoch milliseconds, that the episode rests on so far; compared within one id
 * @param rule which rule
 * @param phase began, changed or ceased
 * @param severity as the rule sees it now
 * @param subject what it is about; of a life alarm always the device
 * @param key the rule's deduplication key
 * @param devices whose messages it rests on
 * @param position where, if the evidence says so
 * @param at when the condition held
 * @param device the device of the newest evidence
 * @param identity the message identity of the newest evidence
 * @param evidence readable facts by name: strings, numbers, booleans and lists of them
 * @param causes ids of the detections that it rests on
 * @param stages when the newest evidence passed each stage
 */
public record Detection(
        String id,
        long revision,
        Rule rule,
        Phase phase,
        Severity severity,
        Subject subject,
        String key,
        List<DeviceId> devices,
        @Nullable Position position,
        Instant at,
        DeviceId device,
        String identity,
        Map<String, Object> evidence,
        List<String> causes,
        Stages stages) {
    /** @throws IllegalArgumentException if the id is not 32 lower-case hex digits */
    public Detection {
        if (!id.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("id: '" + id + "' (expected: 32 lower-case hex digits)");
        }
        devices = devices == null ? List.of() : List.copyOf(devices);
        causes = causes == null ? List.of() : List.copyOf(causes);
        evidence = evidence == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(stages, "stages");
    }
}
