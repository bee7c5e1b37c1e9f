package io.citywatch.benchmarks;

import io.citywatch.alerts.access.AccountConfig;
import io.citywatch.alerts.access.Role;
import io.citywatch.model.json.Json;
import io.citywatch.simulators.load.PressBench;
import io.citywatch.simulators.report.Samples;
import io.citywatch.standalone.platform.DataFolder;
import io.citywatch.standalone.platform.LeftoverPostgres;
import io.citywatch.standalone.platform.Platform;
import io.citywatch.standalone.config.PlatformConfig;
import io.citywatch.standalone.config.Ports;
import io.citywatch.standalone.platform.Progress;
import io.citywatch.standalone.platform.TerminalProgress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From the button to the phone on the whole platform: real MQTT clients, the gateway, Kafka with flush, dispatch and
 * PostgreSQL with fsync, one press after the other, every press a fresh incident.
 */
@Command(
        name = "end-to-end",
        description = "Milliseconds from a press to the offer on a phone.",
        mixinStandardHelpOptions = true)
final class EndToEndBench implements Callable<Integer> {
    private static final int WARM_UP = 200;
    private static final int COUNTED = 1_000;
    private static final int BURST = 200;
    private static final int TOKEN_BYTES = 32;

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() {
        Progress progress = new TerminalProgress(System.err);
        Path data = Path.of(System.getProperty("citywatch.data", "data")).toAbsolutePath();
        String adminToken = token();
        try (DataFolder folder = DataFolder.take(data.resolve("bench"))) {
            LeftoverPostgres.stop(folder.resolve(Platform.POSTGRES));
            folder.wipe();
            PlatformConfig config =
                    PlatformConfig.of(folder.root(), data.resolve("postgresql"), "127.0.0.1", Ports.free(), null);
            List<AccountConfig> accounts = List.of(new AccountConfig("bench", Role.ADMIN, token(), adminToken));
            try (Platform platform = Platform.start(config, accounts, progress)) {
                PressBench.Result result = measure(platform, adminToken, progress);
                report(result, progress);
            }
            folder.wipe();
        }
        return 0;
    }

    private static PressBench.Result measure(Platform platform, String adminToken, Progress progress) {
        try (PressBench bench = new PressBench(
                URI.create(platform.consoleUrl()), "tcp://127.0.0.1:" + platform.mqttPort(), adminToken)) {
            return bench.run(
                    WARM_UP, COUNTED, BURST, presses -> progress.say("  " + presses + " of " + (WARM_UP + COUNTED)));
        }
    }

    private void report(PressBench.Result result, Progress progress) {
        Samples samples = result.pressToOffer();
        progress.say(String.format(
                Locale.ROOT,
                "press to offer at rest: p50 %.1f ms, p99 %.1f ms, max %.1f ms of %d; %.1f incidents/s at once",
                samples.p50(),
                samples.p99(),
                samples.max(),
                samples.count(),
                result.incidentsPerSecond()));
        if (json) {
            Map<String, Object> idle = new LinkedHashMap<>();
            idle.put("messagesPerSecond", 0);
            idle.put("pressToOfferMillis", samples);
            Map<String, Object> answer = new LinkedHashMap<>(Machine.describe());
            answer.put("idle", idle);
            answer.put("incidentsPerSecond", result.incidentsPerSecond());
            System.out.println(new String(Json.write(answer), StandardCharsets.UTF_8));
        }
    }

    private static String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
