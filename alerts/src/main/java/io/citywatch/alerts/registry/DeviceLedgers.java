package io.citywatch.alerts.registry;

import io.citywatch.model.json.Json;
import io.citywatch.model.message.DeviceLedger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each device published and what of it came, as the detection job counts it. In memory, since the log keeps the
 * newest record of each device and says it again at every start; about 300 bytes a device. Thread-safe.
 */
public final class DeviceLedgers {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceLedgers.class);

    private final Map<String, DeviceLedger> byDevice = new ConcurrentHashMap<>();

    /** Takes records of {@code device.ledger}. */
    public void take(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> each : records) {
            if (each.value() != null) {
                Json.read(each.value(), DeviceLedger.class).fold(this::take, reason -> {
                    LOG.warn("device.ledger {}-{}: not a ledger: {}", each.partition(), each.offset(), reason);
                    return false;
                });
            } else if (each.key() != null) {
                byDevice.remove(new String(each.key(), StandardCharsets.UTF_8));
            }
        }
    }

    private boolean take(DeviceLedger ledger) {
        byDevice.put(ledger.device(), ledger);
        return true;
    }

    /** All zero of a device that was never heard. */
    public DeviceLedger of(String device) {
        DeviceLedger ledger = byDevice.get(device);
        return ledger == null ? DeviceLedger.empty(device) : ledger;
    }
}
