package io.citywatch.streaming.cluster;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A Flink session cluster outside.
 *
 * @param restAddress {@code host:port} of its REST endpoint
 * @param jobJar the jar with the classifier {@code job} that the build makes; sent along with each job
 */
public record FlinkCluster(String restAddress, Path jobJar) {
    private static final Pattern HOST_PORT = Pattern.compile("[^:/\\s]+:[0-9]{1,5}");

    /** @throws IllegalArgumentException naming the setting, its value and the expectation */
    public FlinkCluster {
        if (!HOST_PORT.matcher(restAddress).matches()) {
            throw new IllegalArgumentException("flink.rest-address: '" + restAddress + "' (expected: host:port)");
        }
    }

    String host() {
        return restAddress.substring(0, restAddress.lastIndexOf(':'));
    }

    int port() {
        return Integer.parseInt(restAddress.substring(restAddress.lastIndexOf(':') + 1));
    }
}
