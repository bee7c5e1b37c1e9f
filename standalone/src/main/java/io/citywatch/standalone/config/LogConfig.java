package io.citywatch.standalone.config;

import java.time.Duration;

/**
 * The log, when it is not the platform's own.
 *
 * @param bootstrapServers brokers of Kafka, {@code host:port}, comma-separated
 * @param createTopics whether the role makes the topics that are missing and sets their retention when it starts;
 *     harmless if several do
 * @param replicationFactor of the topics that it makes; 3 on a cluster of three brokers or more
 * @param patience how long a starting role waits for the brokers
 */
public record LogConfig(String bootstrapServers, boolean createTopics, int replicationFactor, Duration patience) {
    public static final LogConfig DEFAULTS = new LogConfig("127.0.0.1:9092", true, 1, Duration.ofSeconds(60));

    /** @throws IllegalArgumentException naming the setting, its value and the expectation */
    public LogConfig {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrap-servers: '' (expected: host:port, host:port, ...)");
        }
        if (replicationFactor < 1 || replicationFactor > 10) {
            throw new IllegalArgumentException("replication-factor: " + replicationFactor + " (expected: 1-10)");
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience: " + patience + " (expected: zero or more)");
        }
    }
}
