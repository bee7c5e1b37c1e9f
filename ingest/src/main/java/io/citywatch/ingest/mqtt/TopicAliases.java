package io.citywatch.ingest.mqtt;

import org.jspecify.annotations.Nullable;

/**
 * The short numbers that an MQTT 5 client gave to topics on this connection [MQTT-3.3.2.3.4]. Only a client that has
 * nothing to send again when it is back is offered them: Eclipse Paho sends a message again by the number that it went
 * out with, which means nothing on the next connection, and would be refused for ever.
 */
final class TopicAliases {
    /** A device publishes on a handful of topics. */
    static final int MOST = 16;

    private final String[] topics = new String[MOST + 1];

    void set(int alias, String topic) {
        topics[alias] = topic;
    }

    /** Absent if the client has not said what it stands for. */
    @Nullable
    String topic(int alias) {
        return topics[alias];
    }
}
