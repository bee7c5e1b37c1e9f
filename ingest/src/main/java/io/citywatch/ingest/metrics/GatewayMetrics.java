package io.citywatch.ingest.metrics;

import io.citywatch.model.telemetry.Lane;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;

/** The gateway's metrics. Names and tags are all here; no tag ever holds an id. */
public final class GatewayMetrics {
    private static final String CONNECTIONS = "citywatch.gateway.connections";
    private static final String CONNECTS_REFUSED = "citywatch.gateway.connects.refused";
    private static final String DEPARTURES = "citywatch.gateway.departures";
    private static final String MESSAGES = "citywatch.gateway.messages";
    private static final String DEAD_LETTERS = "citywatch.gateway.dead.letters";
    private static final String FOREIGN = "citywatch.gateway.foreign";
    private static final String LOST = "citywatch.gateway.messages.unlogged";
    private static final String ACKNOWLEDGE = "citywatch.gateway.acknowledge";
    private static final String DELIVERIES = "citywatch.gateway.deliveries";
    private static final String SHED = "citywatch.gateway.messages.shed";
    private static final String HALF_OPEN = "citywatch.gateway.connections.half.open";
    private static final String CERTIFICATES_REFUSED = "citywatch.gateway.certificates.refused";
    private static final String RECEIPTS = "citywatch.gateway.receipts";
    private static final String WILLS = "citywatch.gateway.wills";
    private static final String KEPT_SESSIONS = "citywatch.gateway.sessions.kept";

    private static final String BRIDGES = "citywatch.gateway.bridge.connections";

    private final MeterRegistry registry;
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong bridges = new AtomicLong();
    private final LongAdder messages = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private final Counter foreignPublish;
    private final Counter foreignSubscribe;
    private final Counter lost;
    private final Counter shed;
    private final Counter deliveries;
    private final Counter receipts;
    private final Counter wills;
    private final Timer acknowledgeBulk;
    private final Timer acknowledgeEmergency;

    public GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder(CONNECTIONS, connections, AtomicLong::doubleValue)
                .description("clients connected")
                .register(registry);
        Gauge.builder(BRIDGES, bridges, AtomicLong::doubleValue)
                .description("connections of the bridge that are up")
                .register(registry);
        FunctionCounter.builder(MESSAGES, messages, LongAdder::doubleValue)
                .description("device messages that the log has")
                .register(registry);
        FunctionCounter.builder(DEAD_LETTERS, deadLetters, LongAdder::doubleValue)
                .description("messages refused as malformed")
                .register(registry);
        this.foreignPublish = registry.counter(FOREIGN, "action", "publish");
        this.foreignSubscribe = registry.counter(FOREIGN, "action", "subscribe");
        this.lost = registry.counter(LOST);
        this.shed = registry.counter(SHED);
        this.deliveries = registry.counter(DELIVERIES);
        this.receipts = registry.counter(RECEIPTS);
        this.wills = registry.counter(WILLS);
        this.acknowledgeBulk = acknowledge(Lane.BULK);
        this.acknowledgeEmergency = acknowledge(Lane.EMERGENCY);
    }

    public void connected() {
        connections.incrementAndGet();
    }

    public void disconnected() {
        connections.decrementAndGet();
    }

    /** A connection of the bridge came up, or went down: 1 or -1. */
    public void bridged(int more) {
        bridges.addAndGet(more);
    }

    /** @param reason one of few constants */
    public void refused(String reason) {
        registry.counter(CONNECTS_REFUSED, "reason", reason).increment();
    }

    /** @param reason one of few constants */
    public void departed(String reason) {
        registry.counter(DEPARTURES, "reason", reason).increment();
    }

    public void logged() {
        messages.increment();
    }

    public void deadLetter() {
        deadLetters.increment();
    }

    public void foreignPublish() {
        foreignPublish.increment();
    }

    public void foreignSubscribe() {
        foreignSubscribe.increment();
    }

    /** The log could not take a message; if it asked for an acknowledgement, it got none. */
    public void unlogged() {
        lost.increment();
    }

    /** A message without acknowledgement was thrown away, because its client is over its rate. */
    public void shed() {
        shed.increment();
    }

    /** Changed files of certificates that could not be used. */
    public <T> void refusedCertificates(T source, ToDoubleFunction<T> count) {
        FunctionCounter.builder(CERTIFICATES_REFUSED, source, count)
                .description("changed files of certificates that could not be used")
                .register(registry);
    }

    /** @param count how many connections have not logged in yet */
    public void halfOpen(IntSupplier count) {
        Gauge.builder(HALF_OPEN, count, IntSupplier::getAsInt)
                .description("connections that have not logged in yet")
                .strongReference(true)
                .register(registry);
    }

    public void delivered() {
        deliveries.increment();
    }

    public void receipt() {
        receipts.increment();
    }

    /** A will fired. */
    public void will() {
        wills.increment();
    }

    /** @param kept how many sessions are kept of clients that are not connected */
    public void keeping(IntSupplier kept) {
        Gauge.builder(KEPT_SESSIONS, kept, IntSupplier::getAsInt)
                .strongReference(true)
                .register(registry);
    }

    /** From the read of a PUBLISH to its PUBACK. */
    public void acknowledged(Lane lane, long nanos) {
        (lane == Lane.EMERGENCY ? acknowledgeEmergency : acknowledgeBulk).record(nanos, TimeUnit.NANOSECONDS);
    }

    public long messages() {
        return messages.sum();
    }

    public long deadLetters() {
        return deadLetters.sum();
    }

    public long connections() {
        return connections.get();
    }

    private Timer acknowledge(Lane lane) {
        return Timer.builder(ACKNOWLEDGE)
                .description("from the read of a message to its acknowledgement")
                .tag("lane", lane.text())
                .publishPercentileHistogram()
                .register(registry);
    }
}
