package io.citywatch.model.detection;

import io.citywatch.model.Decoded;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.CallEvent;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.SmokeReading;
import io.citywatch.model.telemetry.Telemetry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules E1 (each {@code sos}) and S1 (each detector {@code alarm} true): one message, one RAISED, never UPDATED. A
 * pure function of the log record alone, with no registry and no parameter, so that two judges on two ways reach the
 * same detection with the same id; only {@link Stages#detected} differs between them.
 */
public final class LifeAlarms {
    private LifeAlarms() {}

    /** @return the detection, or empty if the record is no life alarm or cannot be read */
    public static Optional<Detection> judge(LogRecord message, Instant now) {
        if (message.lane() != Lane.EMERGENCY) {
            return Optional.empty();
        }
        Decoded<Telemetry> decoded = message.telemetry();
        if (!(decoded instanceof Decoded.Valid<Telemetry> valid)) {
            return Optional.empty();
        }
        return judge(message, valid.value(), now);
    }

    /** The same for a caller that has decoded the payload already. */
    public static Optional<Detection> judge(LogRecord message, Telemetry telemetry, Instant now) {
        if (message.lane() != Lane.EMERGENCY) {
            return Optional.empty();
        }
        if (telemetry instanceof CallEvent call && call.event() == CallEvent.Event.SOS) {
            return Optional.of(raise(
                    Rule.E1, message, telemetry, Map.of("source", call.source().text()), now));
        }
        if (telemetry instanceof SmokeReading smoke && Boolean.TRUE.equals(smoke.alarm())) {
            return Optional.of(raise(Rule.S1, message, telemetry, evidenceOf(smoke), now));
        }
        return Optional.empty();
    }

    private static Map<String, Object> evidenceOf(SmokeReading smoke) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("obscuration", smoke.obscuration());
        evidence.put("temperature", smoke.temperature());
        if (smoke.co() != null) {
            evidence.put("co", smoke.co());
        }
        evidence.put("battery", smoke.battery());
        if (!smoke.faults().isEmpty()) {
            evidence.put("faults", smoke.faults());
        }
        return evidence;
    }

    /** What holds of the emergency lane: it counts at the time it was received, and shows both times. */
    private static Detection raise(
            Rule rule, LogRecord message, Telemetry telemetry, Map<String, Object> evidence, Instant now) {
        return new Detection(
                DetectionId.ofMessage(rule, message),
                message.loggedAt().toEpochMilli(),
                rule,
                Phase.RAISED,
                rule.severity(),
                Subject.device(message.device().value()),
                message.device().value(),
                List.of(message.device()),
                telemetry.position(),
                message.receivedAt(),
                message.device(),
                message.identity(),
                evidence,
                List.of(),
                new Stages(telemetry.measuredAt(), message.receivedAt(), message.loggedAt(), now));
    }
}
