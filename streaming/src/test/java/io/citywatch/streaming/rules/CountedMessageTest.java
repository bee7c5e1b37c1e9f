package io.citywatch.streaming.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.DeviceId;
import io.citywatch.model.Sha256;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.message.DeviceLedger;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.streaming.rules.ledger.DeviceCount;
import io.citywatch.streaming.rules.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountedMessageTest {
    private static final Instant T = Instant.ofEpochMilli(1_700_000_000_000L);

    /** A device leaves its will at the start, so the number in it is one that it gives to a message as well. */
    @Test
    void aWillThatCarriesANumberHidesNoGap() {
        DeviceCount count = DeviceCount.NOTHING;
        count = Ledger.take(count, counted(heartbeat(0), "0@b"));
        count = Ledger.take(count, counted(heartbeat(2), "2@b"));

        CountedMessage will =
                counted(heartbeat(1), Sha256.hex("what the gateway stamps".getBytes(StandardCharsets.UTF_8)));
        count = Ledger.take(count, will);

        assertThat(will.boot()).isNull();
        DeviceLedger ledger = count.ledger("dv-1");
        assertThat(ledger.missingSeqs()).isEqualTo(List.of(new DeviceLedger.Gap("b", 1, 1)));
        assertThat(ledger.published()).as("three numbers and the will").isEqualTo(4);
        assertThat(ledger.stored()).isEqualTo(3);
    }

    @Test
    void aMessageThatCarriesANumberIsThatNumber() {
        CountedMessage message = counted(heartbeat(7), "7@b");

        assertThat(message.boot()).isEqualTo("b");
        assertThat(message.seq()).isEqualTo(7);
    }

    private static CountedMessage counted(String payload, String identity) {
        LogRecord logged = new LogRecord(
                new DeviceId("dv-1"),
                TelemetryKind.STATE,
                Lane.BULK,
                identity,
                T,
                T,
                payload.getBytes(StandardCharsets.UTF_8));
        return CountedMessage.of(logged, logged.telemetry().fold(value -> value, reason -> {
            throw new AssertionError(reason);
        }));
    }

    private static String heartbeat(int seq) {
        return "{\"ts\":" + T.toEpochMilli() + ",\"boot\":\"b\",\"seq\":" + seq
                + ",\"online\":true,\"intervalSeconds\":60,\"faults\":[]}";
    }
}
