package io.citywatch.simulators.device;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a routine or a story needs of a device: its name, a way to say something, and its switch. */
public interface Transmitter {
    String id();

    /** Sends these fields; done when somebody else answers for the message. What a switched-off device says is lost. */
    CompletableFuture<@Nullable Void> send(TelemetryKind kind, Lane lane, Map<String, ?> fields);

    /** Sends these bytes as they are, readable or not. */
    CompletableFuture<@Nullable Void> sendRaw(TelemetryKind kind, Lane lane, byte[] payload);

    /** Loses its power: silent until it is switched on. */
    void switchOff();

    /** Starts anew, with a boot of its own. */
    void switchOn();
}
