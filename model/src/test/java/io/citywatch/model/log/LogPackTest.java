package io.citywatch.model.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Decoded;
import io.citywatch.model.DeviceId;
import io.citywatch.model.telemetry.ContentType;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogPackTest {
    private static final DeviceId DEVICE = new DeviceId("smoke-1");
    private static final Instant LOGGED = Instant.ofEpochMilli(1_795_300_000_043L);

    @ParameterizedTest
    @EnumSource(ContentType.class)
    void readsBackEveryMessageInItsOrder(ContentType type) {
        List<LogRecord> messages = List.of(
                message(type, "7@b1", 40, "{\"first\":1}"),
                message(type, "8@b 1", 41, ""),
                message(type, "9@烟感", 41, "{\"third\":3}"));

        List<Decoded<LogRecord>> read = LogRecord.readAll(
                Map.of("pack", head(type))::get, LOGGED.toEpochMilli(), LogPack.write(parts(messages)));

        assertThat(read)
                .usingRecursiveComparison()
                .isEqualTo(messages.stream().map(Decoded::valid).toList());
    }

    @Test
    void readsARecordOfOneMessageToo() {
        LogRecord message = message(ContentType.JSON, "7@b1", 40, "{}");

        List<Decoded<LogRecord>> read =
                LogRecord.readAll(message.headers()::get, LOGGED.toEpochMilli(), message.payload());

        assertThat(read).usingRecursiveComparison().isEqualTo(List.of(Decoded.valid(message)));
    }

    /** Wherever it is cut: what is whole counts, and that something is missing is said once. */
    @Test
    void losesNoMessageBeforeTheCutOfATornPack() {
        List<LogRecord> messages = List.of(
                message(ContentType.JSON, "7@b1", 40, "{\"first\":1}"),
                message(ContentType.JSON, "8@b1", 41, "{\"second\":2}"));
        List<LogPack.Part> parts = parts(messages);
        byte[] whole = LogPack.write(parts);
        for (int length = 1; length < whole.length; length++) {
            int kept = length >= parts.get(0).size() ? 1 : 0;
            boolean clean = length == parts.get(0).size();

            List<Decoded<LogRecord>> read = LogRecord.readAll(
                    Map.of("pack", head(ContentType.JSON))::get, LOGGED.toEpochMilli(), Arrays.copyOf(whole, length));

            assertThat(read).as("cut at %d", length).hasSize(clean ? kept : kept + 1);
            assertThat(read.subList(0, kept))
                    .usingRecursiveComparison()
                    .isEqualTo(List.of(Decoded.valid(messages.get(0))).subList(0, kept));
            if (!clean) {
                String reason = read.get(kept).fold(value -> "valid", fault -> fault);
                assertThat(reason)
                        .isEqualTo(
                                "not a pack of telemetry: it ends within message " + kept + " (" + length + " bytes)");
            }
        }
    }

    @Test
    void refusesLengthsThatPointOutOfThePack() {
        byte[] negative = {0, 1, 'x', (byte) 0xff, 0, 0, 0, 1};
        byte[] longer = {0, 1, 'x', 0, 0, 0, 9, 1};

        for (byte[] value : new ArrayList<>(List.of(negative, longer, new byte[0]))) {
            List<Decoded<LogRecord>> read =
                    LogRecord.readAll(Map.of("pack", head(ContentType.JSON))::get, LOGGED.toEpochMilli(), value);

            assertThat(read).hasSize(1);
            assertThat(read.get(0)).isInstanceOf(Decoded.Invalid.class);
        }
        assertThat(LogRecord.readAll(Map.of("pack", head(ContentType.JSON))::get, 0, null))
                .hasSize(1);
    }

    private static byte[] head(ContentType type) {
        return new LogStamp(DEVICE, TelemetryKind.SMOKE, Lane.BULK, "gw-1").head(type);
    }

    private static List<LogPack.Part> parts(List<LogRecord> messages) {
        return messages.stream()
                .map(message -> new LogPack.Part(
                        LogStamp.tail(message.receivedAt().toEpochMilli(), message.identity()), message.payload()))
                .toList();
    }

    private static LogRecord message(ContentType type, String identity, long receivedAt, String payload) {
        return new LogRecord(
                DEVICE,
                TelemetryKind.SMOKE,
                Lane.BULK,
                identity,
                "gw-1",
                Instant.ofEpochMilli(receivedAt),
                LOGGED,
                type,
                payload.getBytes(StandardCharsets.UTF_8));
    }
}
