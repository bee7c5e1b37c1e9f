package io.citywatch.ingest.mqtt;

import org.jspecify.annotations.Nullable;

/** The short numbers that an MQTT 5 client gave to topics on this connection [MQTT-3.3.2.3.4]. */
final class TopicAliases {
    /** A device publishes on a handful of topics. */
    static final int MOST = 16;

    private final String[] topics = new String[MOST + 1];

    static boolean isValid(int alias) {
        return alias >= 1 && alias <= MOST;
    }

    void set(int alias, String topic) {
        topics[alias] = topic;
    }

    /** Absent if the client has not said what it stands for. */
    @Nullable
    String topic(int alias) {
        return topics[alias];
    }
}
