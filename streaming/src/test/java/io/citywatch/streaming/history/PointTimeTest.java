package io.citywatch.streaming.history;

import static io.citywatch.streaming.history.Messages.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Sha256;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.streaming.io.LogEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointTimeTest {
    @Test
    void aPointHasTheMillisecondOfItsDevice() {
        long nanos = PointTime.nanos(message("d-1", "7@b"), T.minusSeconds(5), 499);

        assertThat(TimeUnit.NANOSECONDS.toMillis(nanos))
                .isEqualTo(T.minusSeconds(5).toEpochMilli());
    }

    @Test
    void theSameMessageHasTheSameTime() {
        assertThat(PointTime.nanos(message("d-1", "7@b"), T, 3))
                .isEqualTo(PointTime.nanos(message("d-1", "7@b"), T, 3));
    }

    /** The digits are pinned: a release that made other times would write the log's last days twice. */
    @ParameterizedTest
    @CsvSource({"7@b, 1772600767089620479", "0123456789abcdef, 1772600767089239404"})
    void theTimeOfAMessageNeverChanges(String identity, long nanos) {
        assertThat(PointTime.nanos(message("d-1", identity), T, 0)).isEqualTo(nanos);
    }

    @Test
    void theMessagesOfABootNeverMeet() {
        Set<Long> times = new HashSet<>();
        for (int seq = 0; seq < 2_000; seq++) {
            for (int index = 0; index < 500; index++) {
                times.add(PointTime.nanos(message("d-1", seq + "@b"), T, index));
            }
        }

        assertThat(times).hasSize(1_000_000);
    }

    @Test
    void messagesThatDoNotCountHardlyMeet() {
        Set<Long> times = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            times.add(PointTime.nanos(message("d-" + i % 10, Sha256.hex("payload " + i)), T, 0));
        }

        assertThat(times).hasSizeGreaterThan(995);
    }

    @Test
    void aClockThatIsAheadByMoreThanTwoMinutesIsNotBelieved() {
        Instant ahead = T.plus(Duration.ofMinutes(2));

        assertThat(millis(message("d-1", "7@b"), ahead)).isEqualTo(ahead.toEpochMilli());
        assertThat(millis(message("d-1", "7@b"), ahead.plusMillis(1))).isEqualTo(T.toEpochMilli());
        assertThat(millis(message("d-1", "7@b"), Instant.parse("2099-01-01T00:00:00Z")))
                .isEqualTo(T.toEpochMilli());
    }

    @Test
    void aClockThatIsBehindIsBelieved() {
        Instant lastYear = T.minus(Duration.ofDays(365));

        assertThat(millis(message("d-1", "7@b"), lastYear)).isEqualTo(lastYear.toEpochMilli());
    }

    @Test
    void aGatewayWhoseClockIsAheadIsNotBelievedEither() {
        LogEvent message = Messages.of(
                "d-1", TelemetryKind.ACTIVITY, Lane.BULK, "7@b", Instant.parse("9999-01-01T00:00:00Z"), "{}");
        LogEvent logged = new LogEvent(
                message.type(),
                message.device(),
                message.gateway(),
                message.boot(),
                message.kind(),
                message.lane(),
                message.identity(),
                message.at(),
                T.toEpochMilli(),
                message.reason(),
                message.contentType(),
                message.payload());

        assertThat(millis(logged, Instant.parse("9999-01-01T00:00:00Z")))
                .isEqualTo(T.plus(Duration.ofMinutes(2)).toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource({"@b", "x7@b", "7", "99999999999999999999@b", "-7@b", "999999999999999999@b"})
    void anIdentityOfAnyFormHasItsPlace(String identity) {
        assertThat(millis(message("d-1", identity), T)).isEqualTo(T.toEpochMilli());
    }

    private static long millis(LogEvent message, Instant measuredAt) {
        return TimeUnit.NANOSECONDS.toMillis(PointTime.nanos(message, measuredAt, 0));
    }

    private static LogEvent message(String device, String identity) {
        return Messages.of(device, TelemetryKind.ACTIVITY, Lane.BULK, identity, T, "{}");
    }
}
