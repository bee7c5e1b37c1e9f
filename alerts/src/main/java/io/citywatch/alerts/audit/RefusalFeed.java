package io.citywatch.alerts.audit;

import io.citywatch.model.json.Json;
import io.citywatch.model.message.GatewayAudit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what gateways refused out of the log into the audit, as {@code refused.connect|publish|subscribe}. */
public final class RefusalFeed {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalFeed.class);

    private final AuditLog audit;

    public RefusalFeed(AuditLog audit) {
        this.audit = audit;
    }

    /** Takes records of {@code gateway.audit}; idempotent by their place in the log. */
    public void take(List<ConsumerRecord<byte[], byte[]>> records) {
        List<AuditLog.Sourced> entries = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> each : records) {
            if (each.value() == null) {
                continue;
            }
            Json.read(each.value(), GatewayAudit.class)
                    .fold(
                            refusal -> entries.add(
                                    new AuditLog.Sourced(entryOf(refusal), each.partition(), each.offset())),
                            reason -> {
                                LOG.warn(
                                        "gateway.audit {}-{}: not an audit: {}",
                                        each.partition(),
                                        each.offset(),
                                        reason);
                                return false;
                            });
        }
        if (!entries.isEmpty()) {
            audit.writeSourced(entries);
        }
    }

    private static AuditEntry entryOf(GatewayAudit refusal) {
        return new AuditEntry(
                refusal.at(),
                refusal.client(),
                "refused." + refusal.action(),
                refusal.target(),
                Map.of("gateway", refusal.gateway(), "reason", refusal.reason(), "remote", refusal.remote()));
    }
}
