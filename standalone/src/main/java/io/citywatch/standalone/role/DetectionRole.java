package io.citywatch.standalone.role;

import io.citywatch.standalone.config.FlinkConfig;
import io.citywatch.standalone.config.RoleConfig;
import io.citywatch.standalone.platform.JobMetrics;
import io.citywatch.standalone.platform.LogTopics;
import io.citywatch.standalone.platform.Metrics;
import io.citywatch.streaming.DetectionConfig;
import io.citywatch.streaming.DetectionService;
import io.citywatch.streaming.cluster.FlinkCluster;
import java.util.List;

/** The detection jobs on an outside log: in a cluster of this process, or submitted to one that others run. */
public final class DetectionRole implements Role {
    private final Opened parts;
    private final ManagementServer management;
    private final String address;

    private DetectionRole(Opened parts, ManagementServer management, String address) {
        this.parts = parts;
        this.management = management;
        this.address = address;
    }

    /** Returns when the jobs are submitted; ready is when they run. */
    public static DetectionRole start(RoleConfig config) {
        Opened parts = new Opened();
        try {
            Metrics metrics = parts.keep(new Metrics());
            LogTopics.prepare(config.log());
            DetectionService detection = parts.keep(DetectionService.start(detectionConfig(config)));
            JobMetrics.bind(detection, metrics.registry());
            config.history().questUrl().ifPresent(url -> parts.keep(QuestSchema.keepMaking(url)));
            ManagementServer management = parts.keep(ManagementServer.start(
                    config.management().host(),
                    config.management().detectionPort(),
                    metrics.registry(),
                    () -> detection.isRunning() ? List.of() : List.of("the detection job does not run")));
            String flink = config.flink().restAddress();
            return new DetectionRole(
                    parts, management, flink.isEmpty() ? "jobs in this process" : "jobs on the cluster " + flink);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static DetectionConfig detectionConfig(RoleConfig config) {
        DetectionConfig tuned = config.detection();
        FlinkConfig flink = config.flink();
        return new DetectionConfig(
                config.log().bootstrapServers(),
                tuned.checkpointFolder(),
                tuned.parallelism(),
                tuned.checkpointInterval(),
                tuned.bufferTimeout(),
                config.rules(),
                tuned.roadsFile(),
                config.history().target().orElse(null),
                flink.restAddress().isEmpty() ? null : new FlinkCluster(flink.restAddress(), flink.jobJar()));
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public int managementPort() {
        return management.port();
    }

    @Override
    public void close() {
        parts.close();
    }
}
