package io.citywatch.simulators.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Position;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.simulators.FakeTimer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandAnswersTest {
    private final FakeTimer timer = new FakeTimer();
    private final AtomicInteger reboots = new AtomicInteger();

    private CommandAnswers answers(DeviceKind kind, boolean drone) {
        return new CommandAnswers(
                kind, drone, () -> new Position(23.3, 116.7), reboots::incrementAndGet, timer.clock());
    }

    private static byte[] command(String action, String parameters, long deadline) {
        return ("{\"id\":\"c1\",\"ts\":1,\"deadline\":" + deadline + ",\"action\":\"" + action + "\",\"parameters\":"
                        + parameters + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] command(String action) {
        return command(action, "{\"text\":\"请离开\"}", FakeTimer.START.toEpochMilli() + 1_000);
    }

    @ParameterizedTest
    @CsvSource({
        "THERMAL_CAMERA,true,speak,done",
        "THERMAL_CAMERA,true,siren,done",
        "THERMAL_CAMERA,true,capture,done",
        "THERMAL_CAMERA,true,locate,done",
        "THERMAL_CAMERA,true,configure,refused",
        "THERMAL_CAMERA,false,speak,refused",
        "CALL_TERMINAL,false,speak,done",
        "CALL_TERMINAL,false,locate,done",
        "CALL_TERMINAL,false,siren,refused",
        "TAG_READER,false,reboot,done",
        "TAG_READER,false,speak,refused",
        "SMOKE_SENSOR,false,capture,refused",
        "SMOKE_SENSOR,false,dance,refused"
    })
    void eachDeviceDoesWhatItCanAndRefusesTheRest(DeviceKind kind, boolean drone, String action, String status) {
        CommandAnswers.Reply reply =
                answers(kind, drone).answer(command(action)).orElseThrow();

        assertThat(reply.command()).isEqualTo("c1");
        assertThat(reply.result().status()).isEqualTo(status);
        assertThat(reply.result().reason()).isNotBlank();
    }

    @Test
    void aPlaceIsSaidInDegrees() {
        assertThat(answers(DeviceKind.THERMAL_CAMERA, true)
                        .answer(command("locate"))
                        .orElseThrow()
                        .result()
                        .reason())
                .isEqualTo("23.300000,116.700000");
    }

    @Test
    void theSameCommandIsDoneOnce() {
        CommandAnswers reader = answers(DeviceKind.TAG_READER, false);

        var first = reader.answer(command("reboot"));
        var again = reader.answer(command("reboot"));

        assertThat(reboots).hasValue(1);
        assertThat(again).isEqualTo(first);
    }

    @Test
    void whatComesTooLateFails() {
        assertThat(answers(DeviceKind.TAG_READER, false)
                        .answer(command("reboot", "{}", FakeTimer.START.toEpochMilli() - 1))
                        .orElseThrow()
                        .result()
                        .status())
                .isEqualTo("failed");
        assertThat(reboots).hasValue(0);
    }

    @Test
    void nothingIsSpokenWithoutAText() {
        assertThat(answers(DeviceKind.CALL_TERMINAL, false)
                        .answer(command("speak", "{}", FakeTimer.START.toEpochMilli() + 1))
                        .orElseThrow()
                        .result()
                        .status())
                .isEqualTo("refused");
    }

    @Test
    void whatHasNoIdGetsNoAnswer() {
        assertThat(answers(DeviceKind.CALL_TERMINAL, false).answer("{\"id\":".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Optional.empty());
    }
}
