package io.citywatch.ingest.log;

import io.citywatch.ingest.metrics.GatewayMetrics;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.log.Pulse;
import io.citywatch.model.message.GatewayStatus;
import io.citywatch.model.telemetry.Lane;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's sign of life: each second a pulse to every partition that devices write to, in band and by the bulk
 * producer, and a status.
 */
public final class PulseWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PulseWriter.class);
    private static final List<LogTopic> DEVICE_TOPICS = List.of(LogTopic.TELEMETRY_BULK, LogTopic.TELEMETRY_EVENTS);
    private static final List<Header> PULSE = List.of(new LogHeader(Pulse.HEADER, new byte[0]));
    private static final long TICK_MILLIS = 100;
    private static final int TICKS_A_PULSE = 10;

    private final KafkaTelemetryLog log;
    private final String gateway;
    private final String boot;
    private final GatewayMetrics metrics;
    private final Clock clock;
    private final CompletableFuture<Void> firstHeard = new CompletableFuture<>();
    private final ScheduledExecutorService executor;
    private int tick;
    private boolean started;
    private boolean available;

    public PulseWriter(KafkaTelemetryLog log, String gateway, String boot, GatewayMetrics metrics, Clock clock) {
        this.log = log;
        this.gateway = gateway;
        this.boot = boot;
        this.metrics = metrics;
        this.clock = clock;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "gateway-pulse");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts; the topics must exist, or the log may make them with settings of its own. */
    public void start() {
        var unused = executor.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Done once the log has taken the first pulse. */
    public CompletableFuture<Void> firstHeard() {
        return firstHeard;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void tick() {
        try {
            if (!started) {
                started = log.learnTopics();
                tick = 0;
            }
            if (started && tick++ % TICKS_A_PULSE == 0) {
                log.learnTopics();
                pulse();
            }
            log.retry();
            observe();
        } catch (RuntimeException e) {
            // A scheduled task that throws is never run again, and a gateway without a pulse counts as gone.
            LOG.warn("no pulse was written", e);
        }
    }

    private void pulse() {
        byte[] pulse = new Pulse(gateway, boot, clock.instant()).write();
        for (LogTopic topic : DEVICE_TOPICS) {
            for (int partition = 0; partition < log.partitionsOf(topic); partition++) {
                log.appendPulse(topic, partition, pulse, PULSE);
            }
        }
        GatewayStatus status = new GatewayStatus(
                gateway, boot, clock.instant(), metrics.messages(), metrics.deadLetters(), metrics.connections());
        log.append(PlainEntry.json(LogTopic.GATEWAY_STATUS, Lane.BULK, gateway, status), failure -> {});
    }

    private void observe() {
        boolean now = log.isAvailable();
        if (now && !available) {
            LOG.info("the log takes messages");
            firstHeard.complete(null);
        }
        if (!now && available) {
            LOG.error("the log takes no messages; connections are refused until it does");
        }
        available = now;
    }
}
