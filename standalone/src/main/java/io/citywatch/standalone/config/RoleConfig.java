package io.citywatch.standalone.config;

import io.citywatch.alerts.DispatchConfig;
import io.citywatch.alerts.retention.RetentionConfig;
import io.citywatch.ingest.GatewayConfig;
import io.citywatch.ingest.bridge.BridgeConfig;
import io.citywatch.ingest.limit.LimitConfig;
import io.citywatch.ingest.tls.TlsConfig;
import io.citywatch.streaming.DetectionConfig;
import io.citywatch.streaming.rules.RuleParameters;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The roles as processes of their own ({@code gateway}, {@code detection}, {@code dispatch}). One file may serve all
 * three; each reads what concerns it.
 *
 * @param log where all of them meet
 * @param management where gateway and detection tell how they are
 * @param gateway the gateway
 * @param detection the detection jobs
 * @param flink the cluster that runs them
 * @param rules the rules' numbers, of detection
 * @param history where detection writes what dispatch reads
 * @param records where dispatch keeps what people handle
 * @param dispatch dispatch
 * @param retention how long things are kept, by dispatch
 * @param bridge of the gateway, to a broker that the city already runs
 */
public record RoleConfig(
        LogConfig log,
        ManagementConfig management,
        GatewayConfig gateway,
        DetectionConfig detection,
        FlinkConfig flink,
        RuleParameters rules,
        HistoryStore history,
        RecordsConfig records,
        DispatchConfig dispatch,
        RetentionConfig retention,
        BridgeConfig bridge) {
    /** What has a level of its own. */
    private static final Set<String> INNER = Set.of(
            "gateway.bootstrap-servers",
            "detection.bootstrap-servers",
            "detection.rules",
            "detection.history",
            "detection.flink",
            "dispatch.jdbc-url",
            "dispatch.db-user",
            "dispatch.db-password",
            "dispatch.bootstrap-servers",
            "dispatch.accounts",
            "dispatch.history");

    /**
     * Reads them.
     *
     * @param file YAML, or null for the environment and the defaults
     * @param data the folder that holds all data by default
     * @throws StartFailure naming the key, its value and the expectation
     */
    public static RoleConfig load(@Nullable Path file, Path data) {
        RoleConfig standard = standard(data);
        Settings settings = Settings.read(file, RecordBinder.keys("", standard, INNER));
        return RecordBinder.bind("", standard, INNER, settings::value);
    }

    /** Everything that can be set, with its default. */
    public static List<Key> keys() {
        return RecordBinder.keys("", standard(Path.of("data")), INNER);
    }

    private static RoleConfig standard(Path data) {
        LogConfig log = LogConfig.DEFAULTS;
        RecordsConfig records = RecordsConfig.DEFAULTS;
        return new RoleConfig(
                log,
                ManagementConfig.DEFAULTS,
                GatewayConfig.of("gateway-1", "127.0.0.1", 1883, log.bootstrapServers())
                        .with(8083, TlsConfig.NONE, LimitConfig.DEFAULTS),
                DetectionConfig.of(log.bootstrapServers(), data.resolve("checkpoints")),
                FlinkConfig.DEFAULTS,
                RuleParameters.DEFAULTS,
                HistoryStore.DEFAULTS,
                records,
                new DispatchConfig(
                        records.url(),
                        records.user(),
                        records.password(),
                        log.bootstrapServers(),
                        "127.0.0.1",
                        8080,
                        null,
                        List.of(),
                        data.resolve("admin-password"),
                        false),
                RetentionConfig.DEFAULTS,
                BridgeConfig.NONE);
    }
}
