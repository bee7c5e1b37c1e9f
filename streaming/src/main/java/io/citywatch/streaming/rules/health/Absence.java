package io.citywatch.streaming.rules.health;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.SignOfLife;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device is offline (E7 a base, R11 a reader, D1 any other): silent for 3 of its own intervals, not counting the time
 * that its gateway was away. Only a device that was heard once, and of which an interval is known, can be missed. Over
 * with its next message.
 */
public final class Absence implements Serializable {
    private final HealthParameters numbers;

    public Absence(HealthParameters parameters) {
        numbers = parameters;
    }

    /** The device was heard; an older message than the last says nothing. */
    public WatchedDevice heard(WatchedDevice device, SignOfLife sign) {
        return device.identity() != null && sign.receivedAt() < device.receivedAt() ? device : device.heard(sign);
    }

    /** The device named its interval. */
    public WatchedDevice stated(WatchedDevice device, int intervalSeconds) {
        return device.statedInterval() == intervalSeconds ? device : device.withInterval(intervalSeconds);
    }

    /** When to look at it next, if nothing comes; 0 for never. */
    public long wakesAt(WatchedDevice device) {
        long interval = intervalSeconds(device);
        return device.identity() == null || interval == 0 ? 0 : device.receivedAt() + silence(interval);
    }

    /**
     * When its silence is, or will be, too long.
     *
     * @param life of the gateway that received its last message; null if it never pulsed
     * @param eventTime every pulse until then was read
     * @return 0 if it cannot be missed, {@link GatewayLife#UNKNOWN} while its gateway is away
     */
    public long dueAt(WatchedDevice device, @Nullable GatewayLife life, long eventTime) {
        long wakesAt = wakesAt(device);
        if (wakesAt == 0 || life == null) {
            return wakesAt;
        }
        return life.dueAt(device.receivedAt(), wakesAt - device.receivedAt(), eventTime, numbers);
    }

    /** Its silence became too long at {@code dueAt}. */
    public Judged<OpenAbsence> raise(String id, WatchedDevice device, long dueAt, Instant now) {
        Rule rule = ruleOf(device);
        MessageStamp last = device.last(id);
        Subject subject = device.kind() == DeviceKind.CALL_TERMINAL && device.elder() != null
                ? Subject.person(device.elder())
                : Subject.device(id);
        OpenAbsence open = new OpenAbsence(
                last.episodeId(rule, id), Math.max(last.loggedAt(), dueAt), rule, subject.type(), subject.id(), last);
        Detection raised = statement(open, Phase.RAISED, id, device)
                .fact("silentSeconds", (dueAt - last.receivedAt()) / 1_000)
                .fact("intervalSeconds", intervalSeconds(device))
                .fact("since", last.receivedAt())
                .say(open.revision(), dueAt, last, now);
        return new Judged<>(open, List.of(raised));
    }

    /** It was heard again. */
    public Judged<OpenAbsence> back(OpenAbsence open, String id, WatchedDevice device, SignOfLife sign, Instant now) {
        if (sign.receivedAt() <= open.last().receivedAt()) {
            return new Judged<>(open, List.of());
        }
        Detection cleared = statement(open, Phase.CLEARED, id, device)
                .fact("silentSeconds", (sign.receivedAt() - open.last().receivedAt()) / 1_000)
                .say(Math.max(open.revision(), sign.loggedAt()), sign.receivedAt(), MessageStamp.of(sign), now);
        return new Judged<>(null, List.of(cleared));
    }

    /** Nobody misses it any more: it was withdrawn. */
    public Judged<OpenAbsence> withdrawn(OpenAbsence open, String id, WatchedDevice device, long at, Instant now) {
        Detection cleared = statement(open, Phase.CLEARED, id, device)
                .fact("reason", "withdrawn")
                .say(Math.max(open.revision(), at), Math.max(open.revision(), at), open.last(), now);
        return new Judged<>(null, List.of(cleared));
    }

    private static Statement statement(OpenAbsence open, Phase phase, String id, WatchedDevice device) {
        return new Statement(open.rule(), phase, open.id(), new Subject(open.subjectType(), open.subjectId()))
                .key(id)
                .devices(List.of(id))
                .position(device.placeLat(), device.placeLon())
                .fact("reason", open.rule() == Rule.R11 && phase == Phase.RAISED ? "offline" : null);
    }

    private static Rule ruleOf(WatchedDevice device) {
        return device.kind() == DeviceKind.TAG_READER
                ? Rule.R11
                : device.kind() == DeviceKind.CALL_TERMINAL ? Rule.E7 : Rule.D1;
    }

    /** Its own word, else the registry's; 0 if nobody knows, or nobody registered it. */
    private long intervalSeconds(WatchedDevice device) {
        if (device.kind() == null) {
            return 0;
        }
        if (device.statedInterval() > 0) {
            return device.statedInterval();
        }
        if (device.registeredInterval() > 0) {
            return device.registeredInterval();
        }
        return device.kind() == DeviceKind.TAG_READER ? numbers.readerInterval().toSeconds() : 0;
    }

    private long silence(long intervalSeconds) {
        return numbers.missedIntervals() * intervalSeconds * 1_000;
    }
}
