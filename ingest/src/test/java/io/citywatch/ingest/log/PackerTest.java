package io.citywatch.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.DeviceId;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.telemetry.ContentType;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackerTest {
    private static final DeviceId DEVICE = new DeviceId("smoke-1");
    private static final TelemetryStamp READINGS = new TelemetryStamp("gw-1", DEVICE, TelemetryKind.SMOKE, Lane.BULK);
    private static final TelemetryStamp STATES = new TelemetryStamp("gw-1", DEVICE, TelemetryKind.STATE, Lane.BULK);
    private static final TelemetryStamp ALARMS =
            new TelemetryStamp("gw-1", DEVICE, TelemetryKind.SMOKE, Lane.EMERGENCY);

    private final FakeTelemetryLog log = new FakeTelemetryLog();
    private final Packer packer = new Packer(log);
    private final List<String> heard = new ArrayList<>();

    @Test
    void whatComesTogetherIsOneRecordAndEachMessageHearsOfIt() {
        log.hold();
        IntStream.range(0, 5).forEach(seq -> append(READINGS, seq, 200));
        assertThat(bulk()).as("before the client pauses").isEmpty();

        packer.flush();
        packer.flush();

        assertThat(bulk()).containsExactly("smoke 0 1 2 3 4");
        assertThat(heard).isEmpty();
        log.settle(0);
        assertThat(heard).containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void eachMessageHearsThatTheRecordWasNotTaken() {
        log.hold();
        append(READINGS, 0, 200);
        append(READINGS, 1, 200);
        packer.flush();

        log.fail(0);

        assertThat(heard).containsExactly("0 failed", "1 failed");
    }

    @Test
    void aMessageAloneIsARecordAsEver() {
        append(READINGS, 0, 200);
        packer.flush();

        assertThat(log.entries(LogTopic.TELEMETRY_BULK).get(0).headers())
                .extracting("key")
                .containsExactly("stamp");
        assertThat(bulk()).containsExactly("smoke 0");
    }

    @Test
    void anAlarmWaitsForNobodyAndWhatCameBeforeItGoesFirst() {
        append(READINGS, 0, 200);
        append(READINGS, 1, 200);
        append(ALARMS, 2, 200);
        append(ALARMS, 3, 200);

        assertThat(heard).containsExactly("0", "1", "2", "3");
        assertThat(log.entries(LogTopic.TELEMETRY_EVENTS)).hasSize(2);
    }

    @Test
    void kindsAndWaysOfWritingDoNotMixAndKeepTheirOrder() {
        append(READINGS, 0, 200);
        append(READINGS, 1, 200);
        append(STATES, 2, 200);
        append(READINGS, 3, 200);
        packer.append(message(READINGS, 4, 200, ContentType.CBOR), failure -> heard.add("4"));
        packer.flush();

        assertThat(bulk()).containsExactly("smoke 0 1", "state 2", "smoke 3", "smoke 4");
        assertThat(heard).containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void aRecordGrowsNeitherBeyondManyMessagesNorBeyondManyBytes() {
        IntStream.range(0, 600).forEach(seq -> append(READINGS, seq, 10));
        packer.flush();
        IntStream.range(600, 605).forEach(seq -> append(READINGS, seq, 60_000));
        packer.flush();

        assertThat(log.entries(LogTopic.TELEMETRY_BULK))
                .extracting(entry -> FakeTelemetryLog.messages(entry).size())
                .containsExactly(256, 256, 88, 2, 2, 1);
        assertThat(heard).hasSize(605);
    }

    @Test
    void anIdentityThatNoPackCanHoldGoesAlone() {
        append(READINGS, 0, 200);
        packer.append(
                READINGS.stamp("1@" + "b".repeat(70_000), Instant.EPOCH, ContentType.JSON, new byte[] {1}),
                failure -> heard.add("1"));
        append(READINGS, 2, 200);
        packer.flush();

        assertThat(log.entries(LogTopic.TELEMETRY_BULK)).hasSize(3);
        assertThat(heard).containsExactly("0", "1", "2");
    }

    private void append(TelemetryStamp stamp, int seq, int bytes) {
        packer.append(
                message(stamp, seq, bytes, ContentType.JSON),
                failure -> heard.add(failure == null ? "" + seq : seq + " failed"));
    }

    private static MessageEntry message(TelemetryStamp stamp, int seq, int bytes, ContentType type) {
        return stamp.stamp(seq + "@b1", Instant.ofEpochMilli(seq), type, new byte[bytes]);
    }

    /** Of each record its kind and the numbers of its messages. */
    private List<String> bulk() {
        return log.entries(LogTopic.TELEMETRY_BULK).stream()
                .map(FakeTelemetryLog::messages)
                .map(messages -> messages.get(0).kind().text() + numbers(messages))
                .toList();
    }

    private static String numbers(List<LogRecord> messages) {
        StringBuilder numbers = new StringBuilder();
        for (LogRecord message : messages) {
            assertThat(message.receivedAt().toEpochMilli() + "@b1").isEqualTo(message.identity());
            numbers.append(' ').append(message.receivedAt().toEpochMilli());
        }
        return numbers.toString();
    }
}
