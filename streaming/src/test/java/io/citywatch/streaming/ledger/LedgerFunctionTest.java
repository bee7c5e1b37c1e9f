package io.citywatch.streaming.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.json.Json;
import io.citywatch.model.message.DeviceLedger;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.CountedMessage;
import io.citywatch.streaming.rules.RegisteredDevice;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerFunctionTest {
    private static final long T = 1_000_000_000_000L;

    private KeyedTwoInputStreamOperatorTestHarness<String, CountedMessage, RegisteredDevice, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = harness();
        operator.open();
        operator.setProcessingTime(T);
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void tellsOfABurstOnceAndOfSilenceNothing() throws Exception {
        for (long seq = 0; seq < 100; seq++) {
            if (seq != 41) {
                send("dv-1", seq);
            }
        }
        assertThat(told()).isEmpty();
        operator.setProcessingTime(T + 2_000);

        assertThat(told())
                .containsExactly(new DeviceLedger(
                        "dv-1", 100, 99, 1, List.of(new DeviceLedger.Gap("b", 41, 41)), Instant.ofEpochMilli(T + 99)));
        operator.setProcessingTime(T + 60_000);
        assertThat(told()).hasSize(1);
        send("dv-1", 41);
        operator.setProcessingTime(T + 62_000);
        assertThat(told().get(1).missing()).isZero();
    }

    @Test
    void aRestoreLosesNoGapAndCountsNothingTwice() throws Exception {
        for (long seq : new long[] {0, 1, 4, 5}) {
            send("dv-1", seq);
        }
        OperatorSubtaskState checkpoint = operator.snapshot(1, T);
        send("dv-1", 6);
        operator.close();

        operator = harness();
        operator.initializeState(checkpoint);
        operator.open();
        operator.setProcessingTime(T);
        send("dv-1", 5); // what came after the offsets of the checkpoint is read again
        send("dv-1", 6);
        operator.setProcessingTime(T + 2_000);

        assertThat(told())
                .containsExactly(new DeviceLedger(
                        "dv-1", 7, 5, 2, List.of(new DeviceLedger.Gap("b", 2, 3)), Instant.ofEpochMilli(T + 6)));
    }

    @Test
    void aWithdrawnDeviceIsForgottenAndItsRecordTakenBack() throws Exception {
        send("dv-1", 0);
        operator.processElement2(RegisteredDevice.withdrawn("dv-1"), 0);
        operator.setProcessingTime(T + 5_000);

        assertThat(operator.extractOutputValues()).containsExactly(KeyedBytes.nothing("dv-1"));
        assertThat(operator.numKeyedStateEntries()).isZero();
        assertThat(operator.numProcessingTimeTimers()).isZero();
    }

    @Test
    void whoIsSilentForThreeMonthsIsForgotten() throws Exception {
        operator.setStateTtlProcessingTime(T);
        send("dv-1", 0);
        operator.setProcessingTime(T + 2_000);
        operator.setStateTtlProcessingTime(T + LedgerFunction.FORGOTTEN_AFTER.toMillis() + 1);
        send("dv-1", 0);
        send("dv-1", 1);
        operator.setProcessingTime(T + 4_000);

        assertThat(told()).last().extracting(DeviceLedger::published).isEqualTo(2L);
        assertThat(operator.numProcessingTimeTimers()).isZero();
    }

    private void send(String device, long seq) throws Exception {
        operator.processElement1(
                new CountedMessage(device, CountedMessage.Sort.MEASUREMENT, "b", seq, seq, T + seq, T + seq, true), 0);
    }

    private List<DeviceLedger> told() {
        return operator.extractOutputValues().stream()
                .map(said -> Json.read(said.value(), DeviceLedger.class)
                        .<DeviceLedger>fold(ledger -> ledger, reason -> {
                            throw new AssertionError(reason);
                        }))
                .toList();
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, CountedMessage, RegisteredDevice, KeyedBytes>
            harness() throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new LedgerFunction()),
                CountedMessage::device,
                RegisteredDevice::device,
                Types.STRING);
    }
}
