package io.citywatch.ingest.log;

import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.GatewayAudit;
import io.citywatch.model.message.PendingMessage;
import io.citywatch.model.message.Presence;
import io.citywatch.model.message.Receipt;
import io.citywatch.model.telemetry.Lane;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the gateway itself writes to the log of its clients: presence, receipts and what it refused. */
public final class GatewayRecords {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayRecords.class);
    private static final int LONGEST_CLIENT = 64;
    private static final int LONGEST_TARGET = 256;
    private static final long WARNING_INTERVAL_MILLIS = 10_000;

    private final TelemetryLog log;
    private final String gateway;
    private final String boot;
    private final Clock clock;
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong warnedAtMillis = new AtomicLong();

    /** @param boot changes with each start of the gateway */
    public GatewayRecords(TelemetryLog log, String gateway, String boot, Clock clock) {
        this.log = log;
        this.gateway = gateway;
        this.boot = boot;
        this.clock = clock;
    }

    /** @param connection the gateway's count of connections */
    public void presence(String client, long connection, boolean connected, boolean subscribed) {
        Presence presence = new Presence(client, gateway, boot, connection, connected, subscribed, clock.instant());
        append(PlainEntry.json(LogTopic.DEVICE_PRESENCE, Lane.BULK, client, presence));
    }

    /** The client has this revision. */
    public void receipt(PendingMessage message) {
        Receipt receipt = new Receipt(message.recipient(), message.id(), message.revision(), gateway, clock.instant());
        append(new PlainEntry(
                LogTopic.RECEIPTS,
                Lane.EMERGENCY,
                receipt.key().getBytes(StandardCharsets.UTF_8),
                message.recipient(),
                Json.write(receipt)));
    }

    /**
     * Something was refused.
     *
     * @param action {@code connect}, {@code publish}, {@code subscribe} or {@code packet}
     * @param target the topic, the filter or the client id, as the client wrote it
     */
    public void audit(String client, String action, String target, String reason, String remote) {
        String who = shortened(client, LONGEST_CLIENT);
        GatewayAudit audit = new GatewayAudit(
                clock.instant(), gateway, who, action, shortened(target, LONGEST_TARGET), reason, remote);
        append(PlainEntry.json(LogTopic.GATEWAY_AUDIT, Lane.BULK, who, audit));
    }

    private void append(LogEntry entry) {
        log.append(entry, failure -> {
            if (failure != null) {
                warn(entry, failure);
            }
        });
    }

    /** While the log is away every client that leaves loses a record: one line now and then says it. */
    private void warn(LogEntry entry, Throwable failure) {
        long count = lost.incrementAndGet();
        long now = clock.millis();
        long before = warnedAtMillis.get();
        if (now - before >= WARNING_INTERVAL_MILLIS && warnedAtMillis.compareAndSet(before, now)) {
            LOG.warn(
                    "{} records were lost so far, the last of {}: {}",
                    count,
                    entry.topic().topicName(),
                    failure.toString());
        }
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
