package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.incident.Incident;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.OfferState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every metric of dispatch by its name. Tags are bounded: families, states and topics, never an id. */
public final class DispatchMetrics {
    /** Incidents opened since the start; tag {@code family}. */
    static final String INCIDENTS_OPENED = "citywatch.dispatch.incidents.opened";
    /** Offers put out or changed since the start; tag {@code state}, as the phone sees it. */
    static final String OFFERS = "citywatch.dispatch.offers";
    /** From the gateway's receipt of an alarm to the commit of its first offer. */
    static final String PRESS_TO_OFFER = "citywatch.dispatch.press.to.offer";
    /** Messages that wait to be handed to the log. */
    static final String OUTBOX_DEPTH = "citywatch.dispatch.outbox.depth";
    /** Records of the log that wait to be read; tag {@code topic}. */
    static final String FEED_LAG = "citywatch.dispatch.feed.lag";
    /** How far the detection job is behind, seconds. */
    static final String DETECTION_LAG = "citywatch.dispatch.detection.lag";

    private static final Duration[] PRESS_TO_OFFER_WITHIN = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry meters;
    private final Timer pressToOffer;

    public DispatchMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.pressToOffer = Timer.builder(PRESS_TO_OFFER)
                .serviceLevelObjectives(PRESS_TO_OFFER_WITHIN)
                .register(meters);
    }

    void opened(Incident incident) {
        Counter.builder(INCIDENTS_OPENED)
                .tag("family", incident.facts().family().text())
                .register(meters)
                .increment();
    }

    void offer(OfferState state) {
        Counter.builder(OFFERS).tag("state", state.name()).register(meters).increment();
    }

    void firstOffer(@Nullable Instant received, Instant offered) {
        if (received != null && !offered.isBefore(received)) {
            pressToOffer.record(Duration.between(received, offered));
        }
    }

    /** @param depth asked at each reading of the metrics */
    public void outboxDepth(Supplier<Number> depth) {
        Gauge.builder(OUTBOX_DEPTH, depth).register(meters);
    }

    /** @param lag of one reader of the topic, asked at each reading of the metrics */
    public void feedLag(LogTopic topic, String reader, LongSupplier lag) {
        Gauge.builder(FEED_LAG, lag, LongSupplier::getAsLong)
                .tag("topic", topic.topicName())
                .tag("reader", reader)
                .register(meters);
    }

    /** @param seconds asked at each reading of the metrics */
    public void detectionLag(Supplier<Number> seconds) {
        Gauge.builder(DETECTION_LAG, seconds).register(meters);
    }
}
