package io.citywatch.model.telemetry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.model.PlainText;
import io.citywatch.model.json.Cbor;
import io.citywatch.model.json.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What can still be read of a payload that could not be taken: its number, so that a dead letter is not counted as a
 * gap. Reads as far as the bytes go, and never throws.
 *
 * @param sequence null if it is not there, or behind the place where the payload breaks
 * @param measuredAt epoch milliseconds; -1 if it cannot be read
 */
public record TornPayload(@Nullable Sequence sequence, long measuredAt) {
    private static final int LONGEST_BOOT = 64;
    private static final int MAJOR_TYPE = 0xE0;
    private static final int MAP = 0xA0;

    public static TornPayload read(byte[] payload) {
        Fields found = new Fields();
        try (JsonParser parser = mapper(payload).createParser(payload)) {
            found.read(parser);
        } catch (IOException e) {
            return found.payload(); // what stood before the break counts
        }
        return found.payload();
    }

    /** A dead letter has no content type any more; but a map of CBOR begins as no JSON does. */
    private static ObjectMapper mapper(byte[] payload) {
        boolean isMap = payload.length > 0 && (payload[0] & MAJOR_TYPE) == MAP;
        return isMap ? Cbor.mapper() : Json.mapper();
    }

    private static final class Fields {
        private @Nullable String boot;
        private long seq = -1;
        private long measuredAt = -1;

        void read(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING && name.equals("boot")) {
                    boot = parser.getText();
                } else if (value == JsonToken.VALUE_NUMBER_INT && name.equals("seq")) {
                    seq = parser.getLongValue();
                } else if (value == JsonToken.VALUE_NUMBER_INT && name.equals("ts")) {
                    measuredAt = parser.getLongValue();
                }
                parser.skipChildren();
            }
        }

        TornPayload payload() {
            return new TornPayload(sequence(), measuredAt > Json.LATEST_MILLIS ? -1 : Math.max(-1, measuredAt));
        }

        private @Nullable Sequence sequence() {
            if (boot == null || boot.isEmpty() || boot.length() > LONGEST_BOOT || !PlainText.isPlain(boot)) {
                return null;
            }
            return seq < 0 ? null : new Sequence(boot, seq);
        }
    }
}
