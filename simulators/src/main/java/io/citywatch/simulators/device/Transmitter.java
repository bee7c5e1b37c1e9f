package io.citywatch.simulators.device;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a routine or a story needs of a device: its name, and a way to say something. */
public interface Transmitter {
    String id();

    /** Sends these fields; done when somebody else answers for the message. */
    CompletableFuture<@Nullable Void> send(TelemetryKind kind, Lane lane, Map<String, ?> fields);
}
