package io.citywatch.streaming.rules;

import io.citywatch.model.DeviceId;
import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A detection in the making: begins with what every one has, takes the rest, and is said once. */
public final class Statement {
    private final Rule rule;
    private final Phase phase;
    private final String id;
    private final Map<String, Object> evidence = new LinkedHashMap<>();

    private Severity severity;
    private Subject subject;
    private String key;
    private List<String> devices = List.of();
    private List<String> causes = List.of();
    private @Nullable Position position;

    /** @param subject what it is about, whose id is the key unless another is given */
    public Statement(Rule rule, Phase phase, String id, Subject subject) {
        this.rule = rule;
        this.phase = phase;
        this.id = id;
        this.severity = rule.severity();
        this.subject = subject;
        this.key = subject.id();
    }

    public Statement severity(Severity given) {
        severity = given;
        return this;
    }

    public Statement key(String given) {
        key = given;
        return this;
    }

    /** Whose messages it rests on; by default the newest one's device. */
    public Statement devices(List<String> given) {
        devices = given;
        return this;
    }

    public Statement causes(List<String> given) {
        causes = given;
        return this;
    }

    public Statement position(@Nullable Double lat, @Nullable Double lon) {
        position = lat == null || lon == null ? null : new Position(lat, lon);
        return this;
    }

    /** A fact; null is left out. */
    public Statement fact(String name, @Nullable Object value) {
        if (value != null) {
            evidence.put(name, value);
        }
        return this;
    }

    /**
     * @param revision the highest logged-at that the episode rests on
     * @param at when the condition held
     * @param newest the newest evidence
     */
    public Detection say(long revision, long at, MessageStamp newest, Instant now) {
        List<String> named = devices.isEmpty() ? List.of(newest.device()) : devices;
        return new Detection(
                id,
                revision,
                rule,
                phase,
                severity,
                subject,
                key,
                named.stream().map(DeviceId::new).toList(),
                position,
                Instant.ofEpochMilli(at),
                new DeviceId(newest.device()),
                newest.identity(),
                evidence,
                causes,
                newest.stages(now));
    }
}
