package io.citywatch.ingest.packet;

/**
 * What is wrong with a packet.
 *
 * @param kind how it is wrong, in the terms of MQTT
 * @param what the place, the value and the expectation, fit for a log
 */
public record Fault(Kind kind, String what) {
    /** The terms of MQTT 5 for what 3.1.1 calls a protocol violation throughout. */
    public enum Kind {
        /** It cannot be read as the standard lays it out. */
        MALFORMED,
        /** It can be read, and must not be sent: not so, not now, not by a client, not twice. */
        PROTOCOL_ERROR,
        /** The CONNECT asks for a version that is neither 3.1.1 nor 5.0. */
        UNSUPPORTED_VERSION,
        /** Its topic alias is 0. */
        TOPIC_ALIAS_INVALID,
        /** It is longer than this client may send now. */
        TOO_LARGE
    }

    public static Fault malformed(String what) {
        return new Fault(Kind.MALFORMED, what);
    }

    public static Fault protocolError(String what) {
        return new Fault(Kind.PROTOCOL_ERROR, what);
    }
}
