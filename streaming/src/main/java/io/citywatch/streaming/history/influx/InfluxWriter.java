package io.citywatch.streaming.history.influx;

import io.citywatch.streaming.history.HistoryPoint;
import io.citywatch.streaming.io.KeyedBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects points and sends them when there are many, when the first has waited for a quarter of a second, and before
 * each checkpoint. It sends in the task's own thread: while the server is away the job stands still, its checkpoints
 * wait, and the log keeps what comes.
 */
final class InfluxWriter implements SinkWriter<HistoryPoint> {
    private static final Logger LOG = LoggerFactory.getLogger(InfluxWriter.class);
    private static final int MOST_POINTS = 5_000;
    private static final int MOST_CHARACTERS = 2 << 20;
    private static final long LONGEST_WAIT_MILLIS = 250;
    private static final long REPORT_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LineServer server;
    private final SinkWriter<KeyedBytes> deadLetters;
    private final ProcessingTimeService time;
    private final SinkWriterMetricGroup metrics;
    private final Delivery delivery;
    private final List<HistoryPoint> waiting = new ArrayList<>();

    private int characters;
    private @Nullable ScheduledFuture<?> timer;
    private long refused;
    private long reportedAt = System.nanoTime() - REPORT_EVERY_NANOS;

    InfluxWriter(LineServer server, SinkWriter<KeyedBytes> deadLetters, WriterInitContext context) {
        this.server = server;
        this.deadLetters = deadLetters;
        this.time = context.getProcessingTimeService();
        this.metrics = context.metricGroup();
        this.delivery = new Delivery(server, Thread::sleep, this::refuse);
    }

    @Override
    public void write(HistoryPoint point, Context context) throws IOException, InterruptedException {
        waiting.add(point);
        characters += point.line().length();
        if (waiting.size() >= MOST_POINTS || characters >= MOST_CHARACTERS) {
            send();
        } else if (timer == null) {
            timer = time.registerTimer(time.getCurrentProcessingTime() + LONGEST_WAIT_MILLIS, now -> {
                timer = null;
                send();
            });
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        send();
        deadLetters.flush(endOfInput);
    }

    @Override
    public void close() throws IOException {
        if (timer != null) {
            timer.cancel(false);
        }
        try (server) {
            deadLetters.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the dead letters' writer did not close", e);
        }
    }

    private void send() throws IOException, InterruptedException {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        delivery.deliver(waiting);
        metrics.getNumRecordsSendCounter().inc(waiting.size());
        metrics.getNumBytesSendCounter().inc(characters);
        waiting.clear();
        characters = 0;
    }

    private void refuse(HistoryPoint point, String reason) throws IOException, InterruptedException {
        metrics.getNumRecordsSendErrorsCounter().inc();
        refused++;
        if (System.nanoTime() - reportedAt >= REPORT_EVERY_NANOS) {
            reportedAt = System.nanoTime();
            LOG.warn("the history refuses a point of {} ({} so far): {}", point.device(), refused, reason);
        }
        // Not an MQTT topic: an unreadable alarm is another matter, and judged by its topic.
        deadLetters.write(
                KeyedBytes.deadLetter(
                        point.device(),
                        "history/" + point.table(),
                        reason,
                        point.receivedAt(),
                        point.line().getBytes(StandardCharsets.UTF_8)),
                Untimed.CONTEXT);
    }

    /** A dead letter has no event time of its own. */
    private enum Untimed implements Context {
        CONTEXT;

        @Override
        public long currentWatermark() {
            return Long.MIN_VALUE;
        }

        @Override
        public @Nullable Long timestamp() {
            return null;
        }
    }
}
