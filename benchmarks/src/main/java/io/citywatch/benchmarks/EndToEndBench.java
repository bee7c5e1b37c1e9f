package io.citywatch.benchmarks;

import io.citywatch.alerts.access.AccountConfig;
import io.citywatch.alerts.access.Role;
import io.citywatch.model.json.Json;
import io.citywatch.simulators.load.LoadFleet;
import io.citywatch.simulators.load.PressBench;
import io.citywatch.simulators.report.Samples;
import io.citywatch.standalone.config.PlatformConfig;
import io.citywatch.standalone.config.Ports;
import io.citywatch.standalone.platform.DataFolder;
import io.citywatch.standalone.platform.LeftoverPostgres;
import io.citywatch.standalone.platform.Platform;
import io.citywatch.standalone.platform.Progress;
import io.citywatch.standalone.platform.TerminalProgress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From the button to the phone on the whole platform: real MQTT clients, the gateway, Kafka with flush, dispatch and
 * PostgreSQL with fsync, one press after the other, every press a fresh incident; at rest, and beside a load. The
 * platform is a process of its own, the load and the phones are this one.
 */
@Command(
        name = "end-to-end",
        description = "Milliseconds from a press to the offer on a phone, at rest and loaded.",
        mixinStandardHelpOptions = true)
final class EndToEndBench implements Callable<Integer> {
    private static final int WARM_UP = 200;
    private static final int COUNTED = 1_000;
    private static final int BURST = 200;
    private static final int TOKEN_BYTES = 32;
    private static final Duration SETTLE = Duration.ofSeconds(30);

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Option(
            names = "--full",
            description = "Registers a full city first: 210,000 vehicles, 13,800 elders, 100,000 sensors.")
    private boolean full;

    @Option(
            names = "--load",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Messages a second beside the loaded half (default: ${DEFAULT-VALUE}).")
    private int load;

    @Option(
            names = "--open",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Incidents that are open beside the loaded half (default: ${DEFAULT-VALUE}).")
    private int open;

    private final Progress progress = new TerminalProgress(System.err);

    @Override
    public Integer call() {
        Path data = Path.of(System.getProperty("citywatch.data", "data")).toAbsolutePath();
        String token = token();
        Map<String, Object> answer = new LinkedHashMap<>(Machine.describe());
        try (DataFolder folder = DataFolder.take(data.resolve("bench"))) {
            LeftoverPostgres.stop(folder.resolve(Platform.POSTGRES));
            folder.wipe();
            Ports ports = Ports.free();
            prepare(folder, data, ports, token, answer);
        }
        Ports ports = Ports.free();
        try (PlatformProcess platform =
                PlatformProcess.start(data, ports, data.resolve("bench").resolve("run.out"))) {
            progress.say(String.format(Locale.ROOT, "ready after %.1f s", platform.startSeconds()));
            answer.put("startSeconds", platform.startSeconds());
            LockSupport.parkNanos(SETTLE.toNanos());
            answer.put("residentMegabytes", platform.residentMegabytes());
            progress.say("at rest: " + answer.get("residentMegabytes") + " MB, database included");
            measure(platform, token, answer);
        }
        try (DataFolder folder = DataFolder.take(data.resolve("bench"))) {
            folder.wipe();
        }
        if (json) {
            System.out.println(new String(Json.write(answer), StandardCharsets.UTF_8));
        }
        return 0;
    }

    /** Makes the data that the measured platform begins with: the account, and the registry. */
    private void prepare(DataFolder folder, Path data, Ports ports, String token, Map<String, Object> answer) {
        PlatformConfig config = PlatformConfig.of(folder.root(), data.resolve("postgresql"), "127.0.0.1", ports, null);
        List<AccountConfig> accounts = List.of(new AccountConfig("bench", Role.ADMIN, token(), token));
        try (Platform platform = Platform.start(config, accounts, progress)) {
            if (full) {
                Map<String, Double> seconds =
                        new FullRegistry(URI.create(platform.consoleUrl()), token).load(folder.root());
                answer.put("importSeconds", seconds);
                progress.say("imported, seconds: " + seconds);
            }
        }
    }

    private void measure(PlatformProcess platform, String token, Map<String, Object> answer) {
        PressBench.Result idle = press(platform, token, 0, BURST, Set.of());
        answer.put("idle", half(0, idle, "at rest"));
        progress.say("opens " + open + " incidents");
        try (OpenIncidents others = new OpenIncidents(platform.url(), platform.mqttPort(), token);
                TelemetryLoad telemetry = new TelemetryLoad(platform.url(), platform.mqttPort(), token)) {
            Set<String> opened = others.open(open);
            LoadFleet fleet = telemetry.fleet();
            fleet.start(load);
            LockSupport.parkNanos(SETTLE.toNanos());
            LoadFleet.Counts before = fleet.counts();
            long from = System.nanoTime();
            fleet.sample();
            PressBench.Result loaded = press(platform, token, 1, 0, opened);
            double rate = (fleet.counts().acknowledged() - before.acknowledged()) / ((System.nanoTime() - from) / 1e9);
            Map<String, Object> half = half(Math.round(rate), loaded, "loaded");
            half.put("openIncidents", opened.size());
            half.put("ackMillis", fleet.acknowledgements());
            half.put("refused", fleet.counts().refused());
            answer.put("loaded", half);
        }
        answer.put("incidentsPerSecond", idle.incidentsPerSecond());
        progress.say(String.format(Locale.ROOT, "%.1f incidents/s at once", idle.incidentsPerSecond()));
        answer.put("residentMegabytesAfter", platform.residentMegabytes());
    }

    private PressBench.Result press(PlatformProcess platform, String token, int series, int burst, Set<String> others) {
        try (PressBench bench = new PressBench(platform.url(), platform.mqttUrl(), token, series, others)) {
            return bench.run(
                    WARM_UP, COUNTED, burst, presses -> progress.say("  " + presses + " of " + (WARM_UP + COUNTED)));
        }
    }

    private Map<String, Object> half(long messagesPerSecond, PressBench.Result result, String name) {
        Samples samples = result.pressToOffer();
        progress.say(String.format(
                Locale.ROOT,
                "press to offer %s, %d messages/s beside it: p50 %.1f ms, p99 %.1f ms, max %.1f ms of %d",
                name,
                messagesPerSecond,
                samples.p50(),
                samples.p99(),
                samples.max(),
                samples.count()));
        Map<String, Object> half = new LinkedHashMap<>();
        half.put("messagesPerSecond", messagesPerSecond);
        half.put("pressToOfferMillis", samples);
        return half;
    }

    private static String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
