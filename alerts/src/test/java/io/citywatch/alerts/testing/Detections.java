package io.citywatch.alerts.testing;

import io.citywatch.model.DeviceId;
import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.Sha256;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Stages;
import io.citywatch.model.detection.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the rules say, made by hand: a detection of an episode, step by step. */
public final class Detections {
    private final Rule rule;
    private final String device;
    private final String key;
    private final Map<String, Object> evidence = new LinkedHashMap<>();
    private final List<String> causes = new ArrayList<>();
    private Subject subject;
    private Severity severity;
    private @Nullable Position position;
    private String episode = "1";

    private Detections(Rule rule, String device, String key, Subject subject) {
        this.rule = rule;
        this.device = device;
        this.key = key;
        this.subject = subject;
        this.severity = rule.severity();
    }

    public static Detections of(Rule rule, String device) {
        return new Detections(rule, device, device, Subject.device(device));
    }

    public static Detections of(Rule rule, String device, String key, Subject subject) {
        return new Detections(rule, device, key, subject);
    }

    public Detections at(Position place) {
        position = place;
        return this;
    }

    public Detections severity(Severity now) {
        severity = now;
        return this;
    }

    public Detections with(String name, Object value) {
        evidence.put(name, value);
        return this;
    }

    public Detections causes(Detection... others) {
        List.of(others).forEach(other -> causes.add(other.id()));
        return this;
    }

    /** Another episode of the same key has another id. */
    public Detections episode(String name) {
        episode = name;
        return this;
    }

    public Detection raised(Instant at) {
        return phase(Phase.RAISED, at);
    }

    public Detection updated(Instant at) {
        return phase(Phase.UPDATED, at);
    }

    public Detection cleared(Instant at) {
        return phase(Phase.CLEARED, at);
    }

    private Detection phase(Phase phase, Instant at) {
        return new Detection(
                Sha256.hex(rule + "|" + key + "|" + episode).substring(0, 32),
                at.toEpochMilli(),
                rule,
                phase,
                severity,
                subject,
                key,
                List.of(new DeviceId(device)),
                position,
                at,
                new DeviceId(device),
                key + episode + "@" + at.toEpochMilli(),
                new LinkedHashMap<>(evidence),
                List.copyOf(causes),
                new Stages(at, at, at, at));
    }
}
