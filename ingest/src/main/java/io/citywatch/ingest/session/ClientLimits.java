package io.citywatch.ingest.session;

/**
 * What a client said in its CONNECT that it can bear.
 *
 * @param mqtt5 true for MQTT 5, false for 3.1.1
 * @param receiveMaximum unacknowledged messages to it
 * @param maximumPacketSize the longest packet to it
 * @param problemInformation true if it wants reason strings
 */
public record ClientLimits(boolean mqtt5, int receiveMaximum, long maximumPacketSize, boolean problemInformation) {
    private static final int MOST = 65_535;

    /** An MQTT 3.1.1 client cannot say. */
    public static final ClientLimits MQTT_3_1_1 = new ClientLimits(false, MOST, Long.MAX_VALUE, false);

    /** True if the client can bear a packet of this size. */
    public boolean bears(long bytes) {
        return bytes <= maximumPacketSize;
    }
}
