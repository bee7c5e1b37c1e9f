package io.citywatch.standalone.config;

import java.nio.file.Path;

/**
 * The cluster that runs the jobs.
 *
 * @param restAddress {@code host:port} of a session cluster's job manager; empty runs a cluster in the process itself
 * @param jobJar what such a cluster is given to run
 */
public record FlinkConfig(String restAddress, Path jobJar) {
    public static final FlinkConfig DEFAULTS = new FlinkConfig("", Path.of("lib", "citywatch-streaming-job.jar"));
}
