package io.citywatch.ingest.session;

/** Why a connection ends, with the reason code that an MQTT 5 client is told. */
public enum Departure {
    /** The client said goodbye or its socket closed: there is nobody to tell. */
    CLIENT_LEFT(-1),
    /** No CONNECT came in time; before a CONNECT nothing is told. */
    CONNECT_TIMEOUT(-1),
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

    /** The code of MQTT 5. */
    public byte reasonCode() {
        return (byte) reasonCode;
    }
}
