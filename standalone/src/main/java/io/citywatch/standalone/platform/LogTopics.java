package io.citywatch.standalone.platform;

import io.citywatch.model.log.LogTopic;
import io.citywatch.standalone.config.StartFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** The log's topics as a new or an older log gets them. */
public final class LogTopics {
    private LogTopics() {}

    /**
     * Makes every topic of the log that is missing, and brings the settings of the others up to date. Several may do
     * so at the same time.
     *
     * @param patience how long the brokers may take to answer
     */
    public static void create(String bootstrapServers, int replicationFactor, Duration patience) {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) Math.max(1_000, patience.toMillis()),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) Math.max(1_000, Math.min(10_000, patience.toMillis())));
        try (Admin admin = Admin.create(settings)) {
            Set<String> existing = admin.listTopics().names().get();
            makeMissing(admin, existing, (short) replicationFactor);
            admin.incrementalAlterConfigs(Arrays.stream(LogTopic.values())
                            .filter(topic -> existing.contains(topic.topicName()))
                            .collect(Collectors.toMap(LogTopics::resource, LogTopics::settings)))
                    .all()
                    .get();
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
