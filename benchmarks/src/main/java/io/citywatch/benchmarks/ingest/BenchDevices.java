package io.citywatch.benchmarks.ingest;

import io.citywatch.model.Sha256;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.DeviceKind;
import java.util.List;
import java.util.stream.IntStream;

/** The smoke sensors that the load plays, one a connection; all have one token. */
final class BenchDevices {
    static final String TOKEN = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static final String TOKEN_SHA256 = Sha256.hex(TOKEN);

    /** Messages a second and device: the highest that can be registered. */
    private static final int AS_FAST_AS_IT_GOES = 100_000;

    private BenchDevices() {}

    static String id(int number) {
        return "bench-sensor-" + number;
    }

    /** Who a gateway must let in, so that this many may connect. */
    static List<Credential> credentials(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Credential(
                        id(number),
                        Credential.Role.DEVICE,
                        DeviceKind.SMOKE_SENSOR,
                        TOKEN_SHA256,
                        Credential.State.ACTIVE,
                        AS_FAST_AS_IT_GOES))
                .toList();
    }
}
