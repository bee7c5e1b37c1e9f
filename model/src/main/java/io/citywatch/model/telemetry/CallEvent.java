package io.citywatch.model.telemetry;

import io.citywatch.model.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something happened at an elder's base or pendant.
 *
 * @param service catalogue code such as {@code 04.12}, of a {@code service} event
 */
public record CallEvent(
        Instant measuredAt,
        @Nullable Sequence sequence,
        Event event,
        Source source,
        @Nullable String service,
        @Nullable Position position)
        implements Telemetry {
    /** What happened. */
    public enum Event {
        SOS("sos"),
        FALL("fall"),
        CANCEL("cancel"),
        OK("ok"),
        SERVICE("service"),
        MAINS_LOST("mains-lost"),
        MAINS_RESTORED("mains-restored"),
        PENDANT_LOST("pendant-lost"),
        PENDANT_LOW_BATTERY("pendant-low-battery");

        private final String text;

        Event(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** Where it was noticed. */
    public enum Source {
        BASE("base"),
        PENDANT("pendant");

        private final String text;

        Source(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
