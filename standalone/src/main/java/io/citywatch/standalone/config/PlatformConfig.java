package io.citywatch.standalone.config;

import io.citywatch.alerts.DispatchConfig;
import io.citywatch.alerts.retention.RetentionConfig;
import io.citywatch.ingest.GatewayConfig;
import io.citywatch.ingest.bridge.BridgeConfig;
import io.citywatch.streaming.DetectionConfig;
import io.citywatch.streaming.rules.RuleParameters;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole platform in one process ({@code run}, {@code demo}).
 *
 * @param dataFolder everything that it keeps
 * @param programs where binaries of PostgreSQL and QuestDB are unpacked; may be shared
 * @param host the address that gateway and console bind; log, records and history are always on the loopback address
 * @param ports the ports
 * @param mapFile the console's map, GeoJSON; none if absent
 * @param gateway the gateway's limits
 * @param detection the job's tuning
 * @param rules the rules' numbers
 * @param dispatch dispatch
 * @param retention how long things are kept
 * @param bridge to a broker that the city already runs
 */
public record PlatformConfig(
        Path dataFolder,
        Path programs,
        String host,
        Ports ports,
        @Nullable Path mapFile,
        GatewayConfig gateway,
        DetectionConfig detection,
        RuleParameters rules,
        DispatchConfig dispatch,
        RetentionConfig retention,
        BridgeConfig bridge) {
    /** What the platform decides by itself. */
    private static final Set<String> INNER = Set.of(
            "programs",
            "gateway.id",
            "gateway.host",
            "gateway.mqtt-port",
            "gateway.web-socket-port",
            "gateway.tls.port",
            "gateway.bootstrap-servers",
            "detection.bootstrap-servers",
            "detection.checkpoint-folder",
            "detection.rules",
            "detection.history",
            "detection.flink",
            "dispatch.jdbc-url",
            "dispatch.db-user",
            "dispatch.db-password",
            "dispatch.bootstrap-servers",
            "dispatch.http-host",
            "dispatch.http-port",
            "dispatch.map-file",
            "dispatch.accounts",
            "dispatch.admin-password-file",
            "dispatch.history");

    private static final String GATEWAY_ID = "gateway-1";
    /** Stands where an address comes from the platform's own parts. */
    private static final String OWN = "own";

    /** Everything else by default. */
    public static PlatformConfig of(Path dataFolder, Path programs, String host, Ports ports, @Nullable Path mapFile) {
        return new PlatformConfig(
                dataFolder,
                programs,
                host,
                ports,
                mapFile,
                GatewayConfig.of(GATEWAY_ID, host, ports.mqtt(), OWN),
                DetectionConfig.of(OWN, dataFolder.resolve("checkpoints")),
                RuleParameters.DEFAULTS,
                new DispatchConfig(
                        "jdbc:postgresql:" + OWN,
                        OWN,
                        OWN,
                        OWN,
                        host,
                        ports.http(),
                        mapFile,
                        List.of(),
                        dataFolder.resolve("admin-password"),
                        false),
                RetentionConfig.DEFAULTS,
                BridgeConfig.NONE);
    }

    /**
     * Reads {@code run}'s configuration.
     *
     * @param file YAML, or null for the defaults
     * @param data the folder that holds all data by default
     * @throws StartFailure naming the key, its value and the expectation
     */
    public static PlatformConfig load(@Nullable Path file, Path data) {
        PlatformConfig standard = standard(data);
        Settings settings = Settings.read(file, keys(standard));
        PlatformConfig set = RecordBinder.bind("", standard, INNER, settings::value);
        return new PlatformConfig(
                set.dataFolder.toAbsolutePath(),
                set.programs.toAbsolutePath(),
                set.host,
                set.ports,
                set.mapFile,
                set.gateway,
                set.detection,
                set.rules,
                set.dispatch,
                set.retention,
                set.bridge);
    }

    private static PlatformConfig standard(Path data) {
        return of(data.resolve("run"), data.resolve("postgresql"), "127.0.0.1", Ports.STANDARD, null);
    }

    private static List<Key> keys(PlatformConfig standard) {
        return RecordBinder.keys("", standard, INNER);
    }

    /** Everything that can be set, with its default. */
    public static List<Key> keys() {
        return keys(standard(Path.of("data")));
    }

    /** The same with another gateway. */
    public PlatformConfig withGateway(GatewayConfig other) {
        return new PlatformConfig(
                dataFolder, programs, host, ports, mapFile, other, detection, rules, dispatch, retention, bridge);
    }

    /** The same in a city whose streets are known. */
    public PlatformConfig withRoads(Path file) {
        return new PlatformConfig(
                dataFolder,
                programs,
                host,
                ports,
                mapFile,
                gateway,
                detection.withRoads(file),
                rules,
                dispatch.withRoads(file),
                retention,
                bridge);
    }

    /** The same with another dispatch. */
    public PlatformConfig withDispatch(DispatchConfig other) {
        return new PlatformConfig(
                dataFolder, programs, host, ports, mapFile, gateway, detection, rules, other, retention, bridge);
    }

    /** The same with other numbers for the rules. */
    public PlatformConfig withRules(RuleParameters other) {
        return new PlatformConfig(
                dataFolder, programs, host, ports, mapFile, gateway, detection, other, dispatch, retention, bridge);
    }
}
