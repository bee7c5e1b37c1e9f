package io.citywatch.streaming.history.influx;

import io.citywatch.streaming.history.HistoryPoint;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on until each point of a batch was taken or refused. While the server is away it tries again, ever more seldom.
 * When a batch is refused it is cut in two, and so on, until the point that is wrong stands alone: in the order of
 * log2(batch) requests a wrong point. Points may be sent more than once, which their identity makes harmless.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final LineServer server;
    private final Pause pause;
    private final Refusals refusals;

    Delivery(LineServer server, Pause pause, Refusals refusals) {
        this.server = server;
        this.pause = pause;
        this.refusals = refusals;
    }

    /** Waits; of a test, it does not. */
    interface Pause {
        void millis(long millis) throws InterruptedException;
    }

    /** Is told of each point that the server will never take. */
    interface Refusals {
        void refused(HistoryPoint point, String reason) throws IOException, InterruptedException;
    }

    /** @throws InterruptedException if the job is stopped meanwhile; what was not delivered is read again */
    void deliver(List<HistoryPoint> points) throws IOException, InterruptedException {
        if (points.isEmpty()) {
            return;
        }
        Answer answer = untilAnswered(points);
        if (answer instanceof Answer.Taken) {
            return;
        }
        String reason = answer instanceof Answer.Refused refused ? refused.reason() : "too large for the server";
        if (points.size() == 1) {
            refusals.refused(points.get(0), reason);
            return;
        }
        int middle = points.size() / 2;
        deliver(points.subList(0, middle));
        deliver(points.subList(middle, points.size()));
    }

    private Answer untilAnswered(List<HistoryPoint> points) throws InterruptedException {
        List<String> lines = points.stream().map(HistoryPoint::line).toList();
        int pauses = 0;
        while (true) {
            Answer answer = server.write(lines);
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped while the history was written");
            }
            if (!(answer instanceof Answer.Away away)) {
                if (pauses > 0) {
                    LOG.info("the history is back after {} tries", pauses);
                }
                return answer;
            }
            if (pauses == 0) {
                LOG.warn("the history cannot be written now, its points wait in the log: {}", away.reason());
            }
            pause.millis(Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(pauses, 10)));
            pauses++;
        }
    }
}
