package io.citywatch.standalone.platform;

import io.citywatch.model.log.LogTopic;
import io.citywatch.standalone.config.LogConfig;
import io.citywatch.standalone.config.StartFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** The log's topics as a new or an older log gets them. */
public final class LogTopics {
    private static final long LOOK_EVERY_MILLIS = 200;

    private LogTopics() {}

    /** Makes the topics, or waits until somebody has made them, as the configuration says. */
    public static void prepare(LogConfig log) {
        if (log.createTopics()) {
            create(log.bootstrapServers(), log.replicationFactor(), log.patience());
        } else {
            await(log.bootstrapServers(), log.patience());
        }
    }

    private static void await(String bootstrapServers, Duration patience) {
        Set<String> wanted =
                Arrays.stream(LogTopic.values()).map(LogTopic::topicName).collect(Collectors.toSet());
        long end = System.nanoTime() + patience.toNanos();
        try (Admin admin = Admin.create(settings(bootstrapServers, patience))) {
            while (!admin.listTopics().names().get().containsAll(wanted)) {
                if (System.nanoTime() > end) {
                    throw new StartFailure("the log on " + bootstrapServers + " has not all topics (expected: a role"
                            + " with log.create-topics: true that runs, or has run)");
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (ExecutionException e) {
            throw new StartFailure("the log on " + bootstrapServers + " does not answer: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while waiting for the log's topics", e);
        }
    }

    private static Map<String, Object> settings(String bootstrapServers, Duration patience) {
        return Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) Math.max(1_000, patience.toMillis()),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) Math.max(1_000, Math.min(10_000, patience.toMillis())));
    }

    /**
     * Makes every topic of the log that is missing, and brings the settings of the others up to date. Several may do
     * so at the same time.
     *
     * @param patience how long the brokers may take to answer
     */
    public static void create(String bootstrapServers, int replicationFactor, Duration patience) {
        try (Admin admin = Admin.create(settings(bootstrapServers, patience))) {
            Set<String> existing = admin.listTopics().names().get();
            makeMissing(admin, existing, (short) replicationFactor);
            admin.incrementalAlterConfigs(Arrays.stream(LogTopic.values())
                            .filter(topic -> existing.contains(topic.topicName()))
                            .collect(Collectors.toMap(LogTopics::resource, LogTopics::settings)))
                    .all()
                    .get();
            awaitLeaders(admin);
        } catch (ExecutionException e) {
            throw new StartFailure("the log's topics cannot be made on " + bootstrapServers + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while making the log's topics", e);
        }
    }

    private static void makeMissing(Admin admin, Set<String> existing, short replicationFactor)
            throws InterruptedException, ExecutionException {
        List<NewTopic> missing = Arrays.stream(LogTopic.values())
                .filter(topic -> !existing.contains(topic.topicName()))
                .map(topic -> new NewTopic(topic.topicName(), topic.partitions(), replicationFactor)
                        .configs(topic.settings()))
                .toList();
        for (var made : admin.createTopics(missing).values().values()) {
            try {
                made.get();
            } catch (ExecutionException e) {
                // Another role was faster.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Asks each partition for its end, which only a leader that is ready answers. Before that a partition may refuse an
     * idempotent producer's first batch and take the second, after which the producer stands still for minutes.
     */
    private static void awaitLeaders(Admin admin) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (LogTopic topic : LogTopic.values()) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                ends.put(new TopicPartition(topic.topicName(), partition), OffsetSpec.latest());
            }
        }
        admin.listOffsets(ends).all().get();
    }

    private static ConfigResource resource(LogTopic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    }

    private static Collection<AlterConfigOp> settings(LogTopic topic) {
        return topic.settings().entrySet().stream()
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                .toList();
    }
}
