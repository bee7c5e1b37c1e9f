package io.citywatch.benchmarks;

import io.citywatch.model.DeviceId;
import io.citywatch.model.detection.LifeAlarms;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryCodec;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What each message costs the gateway to check, and a life alarm to judge. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CodecBenchmark {
    private static final Instant AT = Instant.ofEpochMilli(1_790_000_000_000L);

    private final byte[] smoke =
            bytes("{\"ts\":1790000000000,\"boot\":\"b-20261122\",\"seq\":48211,\"obscuration\":0.31,"
                    + "\"temperature\":24.6,\"co\":1.2,\"battery\":87,\"faults\":[],\"model\":\"JTY-GD-930\",\"site\":\"shop 7\","
                    + "\"uptime\":86400,\"rssi\":-67}");
    private final LogRecord press = new LogRecord(
            new DeviceId("terminal-1"),
            TelemetryKind.CALL,
            Lane.EMERGENCY,
            "48211@b-20261122",
            AT,
            AT,
            bytes(
                    "{\"ts\":1790000000000,\"boot\":\"b-20261122\",\"seq\":48211,\"event\":\"sos\",\"source\":\"pendant\"}"));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A smoke sensor's reading of about 200 bytes. */
    @Benchmark
    public Object decodeSmoke() {
        return TelemetryCodec.decode(TelemetryKind.SMOKE, Lane.BULK, smoke);
    }

    /** From the log record of a press to the detection with its id. */
    @Benchmark
    public Object judgePress() {
        return LifeAlarms.judge(press, AT);
    }
}
