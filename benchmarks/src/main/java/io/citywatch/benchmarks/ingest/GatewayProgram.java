package io.citywatch.benchmarks.ingest;

import io.citywatch.ingest.GatewayConfig;
import io.citywatch.ingest.limit.LimitConfig;
import io.citywatch.ingest.tls.TlsConfig;
import io.citywatch.model.registry.Credential;
import io.citywatch.standalone.demo.DemoCertificates;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * The gateway as a server that is measured. Says {@code ready PORT TLS-PORT} when it lets devices in, answers
 * {@code settle} (collect garbage; the bytes that live) and {@code counts} (messages that the log has, dead letters), and ends when its
 * standard input does.
 */
public final class GatewayProgram {
    private static final int COLLECTIONS = 3;
    private static final int MUCH = 10_000_000;
    private static final LimitConfig NO_LIMITS = new LimitConfig(0, MUCH, MUCH, MUCH, MUCH, 0, MUCH);

    private GatewayProgram() {}

    /** A gateway with or without a log. */
    interface Measured extends AutoCloseable {
        int port();

        OptionalInt tlsPort();

        @Override
        void close();
    }

    /** @param arguments a folder of its own, the contender, and how many devices may connect */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        List<Credential> devices = BenchDevices.credentials(Integer.parseInt(arguments[2]));
        MeterRegistry meters = new SimpleMeterRegistry();
        try (Measured gateway = Contender.of(arguments[1]) == Contender.CITYWATCH
                ? LoggedGateway.start(folder, devices, meters)
                : UnloggedGateway.start(folder, devices, meters)) {
            OptionalInt tls = gateway.tlsPort();
            System.out.println("ready " + gateway.port() + " " + (tls.isPresent() ? tls.getAsInt() : "none"));
            answer(meters);
        }
        System.exit(0);
    }

    /** As {@code run} has it, on free ports, without the limits that keep a device or a storm of them in check. */
    static GatewayConfig config(Path folder, String bootstrapServers) {
        TlsConfig own = DemoCertificates.in(folder).config();
        return GatewayConfig.of("bench", "127.0.0.1", 0, bootstrapServers)
                .with(-1, new TlsConfig(0, own.certificateFile(), own.keyFile(), null, null), NO_LIMITS);
    }

    private static void answer(MeterRegistry meters) throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            switch (question) {
                case "settle" -> {
                    for (int i = 0; i < COLLECTIONS; i++) {
                        System.gc();
                    }
                    Runtime runtime = Runtime.getRuntime();
                    System.out.println("settle " + (runtime.totalMemory() - runtime.freeMemory()));
                }
                case "counts" ->
                    System.out.println("counts " + count(meters, "citywatch.gateway.messages") + " "
                            + count(meters, "citywatch.gateway.dead.letters"));
                default -> throw new IllegalArgumentException(question + " (expected: settle or counts)");
            }
        }
    }

    private static long count(MeterRegistry meters, String name) {
        FunctionCounter counter = meters.get(name).functionCounter();
        return (long) counter.count();
    }
}
