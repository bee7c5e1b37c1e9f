package io.citywatch.model.log;

import io.citywatch.model.DeviceId;
import io.citywatch.model.telemetry.ContentType;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a gateway writes beside a device's bytes, as the value of one header: {@code device kind lane json|cbor gateway
 * received-at identity}, one space between, the identity (which may hold spaces) last; a gateway that nobody names is
 * {@code ?}. One header, since each costs a log's writer and its broker as much as fifty bytes do. What all messages of
 * one device, kind and lane share is made once. Thread-safe.
 */
public final class LogStamp {
    /** The header's name. */
    public static final String HEADER = "stamp";

    static final int PARTS = 7;
    static final String NOBODY = "?";

    private static final String JSON = "json";
    private static final String CBOR = "cbor";

    private final byte[] json;
    private final byte[] cbor;

    /** @param gateway who receives the messages; empty if nobody says */
    public LogStamp(DeviceId device, TelemetryKind kind, Lane lane, String gateway) {
        this.json = head(device, kind, lane, JSON, gateway);
        this.cbor = head(device, kind, lane, CBOR, gateway);
    }

    /**
     * The header's value for one message.
     *
     * @param receivedAtMillis epoch milliseconds
     * @param identity the message's identity within its device
     */
    public byte[] of(ContentType type, long receivedAtMillis, String identity) {
        byte[] head = type == ContentType.CBOR ? cbor : json;
        byte[] tail = (receivedAtMillis + " " + identity).getBytes(StandardCharsets.UTF_8);
        byte[] stamp = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, stamp, head.length, tail.length);
        return stamp;
    }

    /** The content type that a stamp names. */
    static Optional<ContentType> type(String name) {
        return switch (name) {
            case JSON -> Optional.of(ContentType.JSON);
            case CBOR -> Optional.of(ContentType.CBOR);
            default -> Optional.empty();
        };
    }

    private static byte[] head(DeviceId device, TelemetryKind kind, Lane lane, String type, String gateway) {
        String who = gateway.isEmpty() ? NOBODY : gateway;
        return (device.value() + " " + kind.text() + " " + lane.text() + " " + type + " " + who + " ")
                .getBytes(StandardCharsets.UTF_8);
    }
}
