package io.citywatch.model.log;

import io.citywatch.model.Decoded;
import io.citywatch.model.Required;
import io.citywatch.model.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A gateway's sign of life, appended every second to every partition that devices write to. In band, so it proves that
 * everything before it was read; the watermark of event time rests on it alone. A record is a pulse if it has the
 * header {@link #HEADER}; its value is this as JSON.
 *
 * @param gateway the gateway's id
 * @param boot changes with each start of the gateway
 * @param at when it was written, by the gateway's clock
 */
public record Pulse(String gateway, String boot, Instant at) {
    /** The header that marks a pulse; its value is empty. */
    public static final String HEADER = "pulse";

    /** @throws IllegalArgumentException naming the field that is missing */
    public Pulse {
        Required.check("gateway", gateway, "the gateway's id");
        Required.check("boot", boot, "a string");
        Required.check("at", at, "epoch milliseconds");
    }

    public byte[] write() {
        return Json.write(this);
    }

    public static Decoded<Pulse> read(byte @Nullable [] value) {
        return Json.read(value, Pulse.class);
    }
}
