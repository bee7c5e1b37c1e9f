package io.citywatch.ingest.session;

/** Why a connection ends, with the reason code that an MQTT 5 client is told. */
public enum Departure {
    /** The client said goodbye or its socket closed: there is nobody to tell. */
    CLIENT_LEFT(-1),
    /** No CONNECT came in time; before a CONNECT nothing is told. */
    CONNECT_TIMEOUT(-1),
    /** Too many had not sent their CONNECT, and this was the oldest of them. */
    HALF_OPEN_LIMIT(-1),
    /** No TLS came about: there is no way to tell. */
    HANDSHAKE_FAILED(-1),
    /** The CONNECT was refused, and the client told so by its CONNACK. */
    REFUSED(-1),
    MALFORMED_PACKET(0x81),
    PROTOCOL_ERROR(0x82),
    INTERNAL_ERROR(0x80),
    LOG_UNAVAILABLE(0x88),
    SHUTTING_DOWN(0x8B),
    KEEP_ALIVE_TIMEOUT(0x8D),
    TAKEN_OVER(0x8E),
    RECEIVE_MAXIMUM_EXCEEDED(0x93),
    TOPIC_ALIAS_INVALID(0x94),
    PACKET_TOO_LARGE(0x95),
    BARRED(0x98),
    CERTIFICATE_LAPSED(0x98),
    RETAIN_NOT_SUPPORTED(0x9A),
    QOS_NOT_SUPPORTED(0x9B);

    private final int reasonCode;

    Departure(int reasonCode) {
        this.reasonCode = reasonCode;
    }

    /** True if an MQTT 5 client is told. */
    public boolean isTold() {
        return reasonCode >= 0;
    }

    /** True if no client does so that keeps to the standard and to what CONNACK said. */
    public boolean isOffence() {
        return switch (this) {
            case MALFORMED_PACKET,
                    PROTOCOL_ERROR,
                    PACKET_TOO_LARGE,
                    RECEIVE_MAXIMUM_EXCEEDED,
                    TOPIC_ALIAS_INVALID,
                    RETAIN_NOT_SUPPORTED,
                    QOS_NOT_SUPPORTED -> true;
            case CLIENT_LEFT,
                    CONNECT_TIMEOUT,
                    HALF_OPEN_LIMIT,
                    HANDSHAKE_FAILED,
                    REFUSED,
                    INTERNAL_ERROR,
                    LOG_UNAVAILABLE,
                    SHUTTING_DOWN,
                    KEEP_ALIVE_TIMEOUT,
                    TAKEN_OVER,
                    BARRED,
                    CERTIFICATE_LAPSED -> false;
        };
    }

    /** The code of MQTT 5. */
    public byte reasonCode() {
        return (byte) reasonCode;
    }
}
