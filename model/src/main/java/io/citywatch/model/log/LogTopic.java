package io.citywatch.model.log;

import io.citywatch.model.telemetry.Lane;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The topics of the log: name, key, partitions and how long a record is kept. Whoever starts a platform creates them
 * with exactly these settings; a cluster may raise replication.
 */
public enum LogTopic {
    /** Measurements and heartbeats as the device sent them. Key: device id. Pulses go to every partition. */
    TELEMETRY_BULK("telemetry.bulk", 4, Keep.FOR, Duration.ofHours(24)),
    /** The emergency lane as the device sent it. Key: device id. Pulses go to every partition. */
    TELEMETRY_EVENTS("telemetry.events", 4, Keep.FOR_DURABLY, Duration.ofDays(7)),
    /** What the rules say. Key: detection id. */
    DETECTIONS("detections", 4, Keep.FOR, Duration.ofDays(7)),
    /** Messages owed to devices and responders. Key: {@code {recipient}/{id}}; partitioned by recipient alone. */
    COMMANDS("commands", 4, Keep.NEWEST_FOR_DURABLY, Duration.ofDays(7)),
    /** Which revision of a pending message a client has acknowledged. Key: {@code {recipient}/{id}}. */
    RECEIPTS("receipts", 4, Keep.FOR, Duration.ofDays(7)),
    /** What responders answer to offers. Key: responder id. */
    OFFER_ANSWERS("offer.answers", 4, Keep.FOR_DURABLY, Duration.ofDays(7)),
    /** What devices answer to commands. Key: device id. */
    COMMAND_RESULTS("command.results", 4, Keep.FOR, Duration.ofDays(7)),
    /** Where responders are. Key: responder id. */
    RESPONDER_POSITIONS("responder.positions", 4, Keep.FOR, Duration.ofHours(24)),
    /** Which client is connected where. Key: client id. */
    DEVICE_PRESENCE("device.presence", 4, Keep.NEWEST, Duration.ZERO),
    /** Messages that could not be read, with the reason. Key: client id. */
    DEAD_LETTERS("dead-letters", 4, Keep.FOR_DURABLY, Duration.ofDays(7)),
    /** What gateways refused. Key: client id. */
    GATEWAY_AUDIT("gateway.audit", 1, Keep.FOR, Duration.ofDays(7)),
    /** Each gateway's counters, once a second. Key: gateway id. */
    GATEWAY_STATUS("gateway.status", 1, Keep.FOR, Duration.ofHours(1)),
    /** How far the detection job has come, once a second. Key: the job's name. */
    DETECTION_STATUS("detection.status", 1, Keep.FOR, Duration.ofHours(1)),
    /** What each device published, and what of it is stored or missing. Key: device id. */
    DEVICE_LEDGER("device.ledger", 4, Keep.NEWEST, Duration.ZERO),
    /** Who may connect. Key: client id. */
    REGISTRY_CREDENTIALS("registry.credentials", 4, Keep.NEWEST_DURABLY, Duration.ZERO),
    /** Devices. Key: device id. */
    REGISTRY_DEVICES("registry.devices", 4, Keep.NEWEST_DURABLY, Duration.ZERO),
    /** Vehicles. Key: tag. */
    REGISTRY_VEHICLES("registry.vehicles", 4, Keep.NEWEST_DURABLY, Duration.ZERO),
    /** Elders. Key: elder id. */
    REGISTRY_ELDERS("registry.elders", 4, Keep.NEWEST_DURABLY, Duration.ZERO),
    /** Vehicles that are wanted. Key: tag; a tombstone ends the hunt. */
    REGISTRY_STOLEN("registry.stolen", 4, Keep.NEWEST_DURABLY, Duration.ZERO),
    /** Areas that rules judge: zones. Key: area id. */
    REGISTRY_AREAS("registry.areas", 4, Keep.NEWEST_DURABLY, Duration.ZERO);

    /** What the log takes of one record; who writes to it must ask for as much, or refuse more. */
    public static final int MOST_RECORD_BYTES = 3 << 20;

    private static final long MOST_BULK_BYTES = 10L << 30;

    private enum Keep {
        FOR,
        FOR_DURABLY,
        NEWEST,
        NEWEST_DURABLY,
        NEWEST_FOR_DURABLY
    }

    private final String topicName;
    private final int partitions;
    private final Keep keep;
    private final Duration retention;

    LogTopic(String topicName, int partitions, Keep keep, Duration retention) {
        this.topicName = topicName;
        this.partitions = partitions;
        this.keep = keep;
        this.retention = retention;
    }

    /** Where the telemetry of a lane goes. */
    public static LogTopic of(Lane lane) {
        return switch (lane) {
            case EMERGENCY -> TELEMETRY_EVENTS;
            case BULK -> TELEMETRY_BULK;
        };
    }

    public String topicName() {
        return topicName;
    }

    public int partitions() {
        return partitions;
    }

    /** True if only the newest record of a key counts, so that a reader reads from the beginning. */
    public boolean isCompacted() {
        return keep == Keep.NEWEST || keep == Keep.NEWEST_DURABLY || keep == Keep.NEWEST_FOR_DURABLY;
    }

    /** True if even a power cut on a single node loses nothing that was appended: each append is flushed to disk. */
    private boolean isDurable() {
        return keep == Keep.FOR_DURABLY || keep == Keep.NEWEST_DURABLY || keep == Keep.NEWEST_FOR_DURABLY;
    }

    /** The topic's settings, as the log's own configuration names them. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("message.timestamp.type", "LogAppendTime");
        settings.put("max.message.bytes", Integer.toString(MOST_RECORD_BYTES));
        switch (keep) {
            case FOR, FOR_DURABLY -> settings.put("cleanup.policy", "delete");
            case NEWEST, NEWEST_DURABLY -> settings.put("cleanup.policy", "compact");
            case NEWEST_FOR_DURABLY -> settings.put("cleanup.policy", "compact,delete");
        }
        if (isDurable()) {
            settings.put("flush.messages", "1");
        }
        if (!retention.isZero()) {
            settings.put("retention.ms", Long.toString(retention.toMillis()));
            // The log deletes whole segments, and never the one that it writes: short ones keep the promise.
            settings.put("segment.ms", Long.toString(retention.dividedBy(12).toMillis()));
        }
        if (this == TELEMETRY_BULK) {
            settings.put("retention.bytes", Long.toString(MOST_BULK_BYTES / partitions));
        }
        if (isCompacted()) {
            settings.put("segment.ms", Long.toString(Duration.ofMinutes(10).toMillis()));
            settings.put("min.cleanable.dirty.ratio", "0.2");
        }
        return settings;
    }
}
