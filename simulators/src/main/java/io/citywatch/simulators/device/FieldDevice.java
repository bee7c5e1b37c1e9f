package io.citywatch.simulators.device;

import io.citywatch.model.json.Json;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.MqttTopic;
import io.citywatch.model.telemetry.TelemetryKind;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A simulated device: its connection, and its own count of what it sent since it was switched on. */
public final class FieldDevice implements Transmitter {
    private static final Logger LOG = LoggerFactory.getLogger(FieldDevice.class);

    private final String id;
    private final Link link;
    private final Clock clock;
    private volatile Boot boot;
    private volatile boolean on = true;
    private final AtomicReference<@Nullable CommandAnswers> commands = new AtomicReference<>();

    /** One life between two starts. */
    private static final class Boot {
        private final String name;
        private long seq;

        Boot(Clock clock) {
            this.name = Long.toString(clock.millis(), Character.MAX_RADIX);
        }

        synchronized long next() {
            return seq++;
        }
    }

    /** A device that obeys no commands, over Paho. */
    public FieldDevice(String id, String mqttUrl, String token, Clock clock) {
        this.id = id;
        this.link = new MqttConnection(mqttUrl, id, token, null, payload -> {});
        this.clock = clock;
        this.boot = new Boot(clock);
    }

    /** A device that hears its commands. */
    public FieldDevice(String id, Link.Factory links, String token, Clock clock) {
        this.id = id;
        this.link = links.open(id, token, MqttTopic.ofCommands(id), this::hear);
        this.clock = clock;
        this.boot = new Boot(clock);
    }

    @Override
    public String id() {
        return id;
    }

    public CompletableFuture<FieldDevice> connect() {
        return link.connect().thenApply(unused -> this);
    }

    /** Who answers the commands that arrive from now on. */
    public void obey(CommandAnswers answers) {
        commands.set(answers);
    }

    private void hear(byte[] payload) {
        CommandAnswers answers = commands.get();
        if (answers == null || !on) {
            return;
        }
        answers.answer(payload).ifPresent(reply -> {
            var unused = link.deliver(MqttTopic.ofCommands(id) + "/" + reply.command(), reply.payload())
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            LOG.debug("{} could not answer {}", id, reply.command(), failure);
                        }
                    });
        });
    }

    /** Sends the fields with {@code ts}, {@code boot} and {@code seq}; an event again until it is acknowledged. */
    @Override
    public CompletableFuture<@Nullable Void> send(TelemetryKind kind, Lane lane, Map<String, ?> fields) {
        return on ? sendRaw(kind, lane, payload(fields)) : CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<@Nullable Void> sendRaw(TelemetryKind kind, Lane lane, byte[] payload) {
        if (!on) {
            return CompletableFuture.completedFuture(null);
        }
        String topic = MqttTopic.ofTelemetry(id, kind, lane);
        return lane == Lane.EMERGENCY ? link.deliver(topic, payload) : link.publish(topic, payload);
    }

    byte[] payload(Map<String, ?> fields) {
        Boot now = boot;
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("ts", clock.millis());
        payload.put("boot", now.name);
        payload.put("seq", now.next());
        payload.putAll(fields);
        return Json.write(payload);
    }

    @Override
    public void switchOff() {
        on = false;
        var unused = link.disconnect();
    }

    @Override
    public void switchOn() {
        boot = new Boot(clock);
        on = true;
        var unused = link.connect().whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("{} does not come back", id, failure);
            }
        });
    }

    /** A new boot on the same connection, as after a command. */
    public void reboot() {
        boot = new Boot(clock);
    }

    /** Its connection, to say goodbye on and to close. */
    public Link connection() {
        return link;
    }
}
