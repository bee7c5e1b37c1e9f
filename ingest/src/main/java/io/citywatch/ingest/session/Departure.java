package io.citywatch.ingest.session;

/** Why a connection ends, with the reason code that an MQTT 5 client is told. */
public enum Departure {
    /** The client said goodbye or its socket closed: there is nobody to tell. */
    CLIENT_LEFT,
    /** No CONNECT came in time; before a CONNECT nothing is told. */
    CONNECT_TIMEOUT,
    /** Too many had not sent their CONNECT, and this was the oldest of them. */
    HALF_OPEN_LIMIT,
    /** No TLS came about: there is no way to tell. */
    HANDSHAKE_FAILED,
    /** The CONNECT was refused, and the client told so by its CONNACK. */
    REFUSED,
    MALFORMED_PACKET(0x81, "a malformed packet"),
    PROTOCOL_ERROR(0x82, "a packet that must not be sent so, or not now"),
    INTERNAL_ERROR(0x80, "the gateway failed"),
    LOG_UNAVAILABLE(0x88, "the log is not available"),
    SHUTTING_DOWN(0x8B, "the gateway stops"),
    KEEP_ALIVE_TIMEOUT(0x8D, "silence of one and a half keep alives"),
    TAKEN_OVER(0x8E, "the client id connected again"),
    RECEIVE_MAXIMUM_EXCEEDED(0x93, "more unacknowledged messages than the receive maximum"),
    TOPIC_ALIAS_INVALID(0x94, "a topic alias that was not offered"),
    PACKET_TOO_LARGE(0x95, "a packet above the maximum packet size"),
    BEGUN_PACKETS_LIMIT(0x97, "packets that do not end hold too much memory, and this one waits longest"),
    BARRED(0x98, "what it logged in with no longer holds"),
    CERTIFICATE_LAPSED(0x98, "its certificate no longer holds"),
    RETAIN_NOT_SUPPORTED(0x9A, "nothing is retained"),
    QOS_NOT_SUPPORTED(0x9B, "no such QoS");

    private static final int UNTOLD = -1;

    private final int reasonCode;
    private final String text;

    Departure() {
        this(UNTOLD, "");
    }

    Departure(int reasonCode, String text) {
        this.reasonCode = reasonCode;
        this.text = text;
    }

    /** True if an MQTT 5 client is told. */
    public boolean isTold() {
        return reasonCode != UNTOLD;
    }

    /** The reason in words; empty if nobody is told. */
    public String text() {
        return text;
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
                    BEGUN_PACKETS_LIMIT,
                    BARRED,
                    CERTIFICATE_LAPSED -> false;
        };
    }

    /** The code of MQTT 5. */
    public byte reasonCode() {
        return (byte) reasonCode;
    }
}
