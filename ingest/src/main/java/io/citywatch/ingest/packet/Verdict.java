package io.citywatch.ingest.packet;

import io.netty.handler.codec.mqtt.MqttMessage;

/** What the reading of a packet came to. */
public sealed interface Verdict {
    /** The packet is well-formed; whether it is allowed here is another question. */
    record WellFormed(MqttMessage message) implements Verdict {}

    /** The packet must end its connection. */
    record Malformed(Fault fault) implements Verdict {}
}
