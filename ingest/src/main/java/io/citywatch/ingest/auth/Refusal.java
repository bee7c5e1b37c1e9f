package io.citywatch.ingest.auth;

/** Why a CONNECT is refused, in the codes of both versions of MQTT. */
public enum Refusal {
    BAD_TOKEN(0x86, 4, "wrong or no token"),
    NOT_THE_USER(0x85, 2, "the client id is not the user name"),
    BARRED(0x8A, 5, "quarantined or withdrawn"),
    UNAVAILABLE(0x88, 3, "the log is not available"),
    UNSUPPORTED_VERSION(0x84, 1, "neither MQTT 3.1.1 nor 5.0"),
    UNSUPPORTED_AUTHENTICATION(0x8C, 5, "an authentication method was asked for"),
    RETAINED_WILL(0x9A, 5, "the will asks to be retained"),
    FOREIGN_WILL(0x87, 5, "the will is for a foreign topic"),
    UNREADABLE_WILL(0x99, 5, "the will is not what its topic wants"),
    WILL_QOS(0x9B, 5, "the will asks for a QoS above 1"),
    BAD_CERTIFICATE(0x86, 4, "its certificate does not hold"),
    CERTIFICATE_OF_ANOTHER(0x85, 2, "the certificate is that of another client"),
    TOO_MANY_CONNECTIONS(0x97, 3, "no room for another client");

    private final byte reasonCode;
    private final byte returnCode;
    private final String text;

    Refusal(int reasonCode, int returnCode, String text) {
        this.reasonCode = (byte) reasonCode;
        this.returnCode = (byte) returnCode;
        this.text = text;
    }

    /** The code of MQTT 5. */
    public byte reasonCode() {
        return reasonCode;
    }

    /** The code of MQTT 3.1.1. */
    public byte returnCode() {
        return returnCode;
    }

    /** The reason in words, for audit. */
    public String text() {
        return text;
    }
}
