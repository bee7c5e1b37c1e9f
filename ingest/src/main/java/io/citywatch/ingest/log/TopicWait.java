package io.citywatch.ingest.log;

import io.citywatch.model.log.LogTopic;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until the topics exist. A producer that asks for a topic too early makes the log create it, with settings that
 * are not ours.
 */
public final class TopicWait implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWait.class);
    private static final long RETRY_MILLIS = 100;
    private static final int TRIES_A_WARNING = 100;

    private final String bootstrapServers;
    private final Set<String> names;
    private final CountDownLatch stop = new CountDownLatch(1);

    public TopicWait(String bootstrapServers, Set<LogTopic> topics) {
        this.bootstrapServers = bootstrapServers;
        this.names = topics.stream().map(LogTopic::topicName).collect(Collectors.toUnmodifiableSet());
    }

    /** Runs the task once all topics exist, on a thread of its own. */
    public void start(Runnable whenThere) {
        Thread thread = new Thread(() -> await(whenThere), "gateway-topics");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        stop.countDown();
    }

    private void await(Runnable whenThere) {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500L,
                AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG,
                "",
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                false);
        try (Admin admin = Admin.create(settings)) {
            int tries = 0;
            do {
                if (exist(admin)) {
                    whenThere.run();
                    return;
                }
                if (++tries % TRIES_A_WARNING == 0) {
                    LOG.warn("waits for the log at {} to hold the topics {}", bootstrapServers, names);
                }
            } while (!stop.await(RETRY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean exist(Admin admin) throws InterruptedException {
        try {
            return admin.listTopics().names().get().containsAll(names);
        } catch (ExecutionException e) {
            LOG.debug("the log does not answer yet", e);
            return false;
        }
    }
}
