package io.citywatch.model.detection;

import io.citywatch.model.DeviceId;
import io.citywatch.model.PlainText;
import io.citywatch.model.Position;
import io.citywatch.model.Required;
import io.citywatch.model.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    /** @throws IllegalArgumentException if a field is missing, or the id is not 32 lower-case hex digits */
    public Detection {
        Required.check("id", id, "32 lower-case hex digits");
        if (!DetectionId.isValid(id)) {
            throw new IllegalArgumentException("id: " + PlainText.quoted(id) + " (expected: 32 lower-case hex digits)");
        }
        Required.check("rule", rule, "a rule's id");
        Required.check("phase", phase, "RAISED, UPDATED or CLEARED");
        Required.check("severity", severity, "P1 to P4");
        Required.check("subject", subject, "type and id");
        Required.check("key", key, "a string");
        Required.check("at", at, "epoch milliseconds");
        Required.check("device", device, "a device's id");
        Required.check("identity", identity, "a message identity");
        Required.check("stages", stages, "an object");
        devices = Required.listOrEmpty("devices", devices);
        causes = Required.listOrEmpty("causes", causes);
        evidence = evidence == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    }

    /** The same with one more fact. */
    public Detection with(String fact, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(evidence);
        more.put(fact, value);
        return new Detection(
                id, revision, rule, phase, severity, subject, key, devices, position, at, device, identity, more,
                causes, stages);
    }
}
