package io.citywatch.alerts.notify;

import io.citywatch.model.registry.Channel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** Every metric of the channels by its name. Tags are bounded: channels, states and outcomes, never an id. */
public final class ChannelMetrics {
    /** Notifications that came into a state; tags {@code channel}, {@code state}. */
    static final String NOTIFICATIONS = "citywatch.channels.notifications";
    /** Requests to providers with how long they took; tags {@code channel}, {@code outcome}. */
    static final String REQUESTS = "citywatch.channels.requests";
    /** Receipts that providers sent; tag {@code verdict}. */
    static final String RECEIPTS = "citywatch.channels.receipts";
    /** Messages that wait to be handed to a provider. */
    static final String WAITING = "citywatch.channels.waiting";

    private final MeterRegistry meters;

    public ChannelMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void became(Notification row) {
        Counter.builder(NOTIFICATIONS)
                .tag("channel", row.channel().text())
                .tag("state", row.state().name())
                .register(meters)
                .increment();
    }

    void request(Channel channel, Attempt attempt, Duration took) {
        Timer.builder(REQUESTS)
                .tag("channel", channel.text())
                .tag("outcome", outcome(attempt))
                .register(meters)
                .record(took);
    }

    private static String outcome(Attempt attempt) {
        if (attempt instanceof Attempt.Taken) {
            return "taken";
        }
        return attempt instanceof Attempt.Again ? "again" : "refused";
    }

    /** @param verdict {@code delivered}, {@code failed} or {@code unknown} */
    void receipt(String verdict) {
        Counter.builder(RECEIPTS).tag("verdict", verdict).register(meters).increment();
    }

    /** @param waiting asked at each reading of the metrics */
    void waiting(Supplier<Number> waiting) {
        Gauge.builder(WAITING, waiting).register(meters);
    }
}
