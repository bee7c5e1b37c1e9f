package io.citywatch.ingest.packet;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.mqtt.MqttMessageType;
import org.jspecify.annotations.Nullable;

/** The first two to five bytes of a packet: they can be judged before the rest has come. */
public final class FixedHeader {
    /** The remaining length has not come yet. */
    public static final int INCOMPLETE = -1;
    /** There is no such remaining length. */
    public static final int NOT_A_LENGTH = -2;

    private static final int MOST_LENGTH_BYTES = 4;

    private FixedHeader() {}

    /**
     * Absent if a client may send a packet that begins so. [MQTT-2.1.3-1], in 3.1.1 [MQTT-2.2.2-2]
     *
     * @param first the first byte
     * @param greeted true once a CONNECT was read
     */
    public static @Nullable Fault fault(int first, boolean greeted) {
        int type = first >> 4;
        if (type == 0) {
            return Fault.malformed("packet type: 0 (expected: 1-15)");
        }
        MqttMessageType name = MqttMessageType.valueOf(type);
        if (!greeted && name != MqttMessageType.CONNECT) {
            return Fault.protocolError("first packet: " + name + " (expected: CONNECT)"); // [MQTT-3.1.0-1]
        }
        if (!hasItsFlags(name, first & 0x0F)) {
            return Fault.malformed("flags of " + name + ": " + Integer.toBinaryString(first & 0x0F));
        }
        return switch (name) {
            case CONNACK, SUBACK, UNSUBACK, PINGRESP ->
                Fault.protocolError("packet type: " + name + " (expected: one that clients send)");
            case CONNECT -> greeted ? Fault.protocolError("a second CONNECT") : null; // [MQTT-3.1.0-2]
            case PUBLISH, PUBACK, PUBREC, PUBREL, PUBCOMP, SUBSCRIBE, UNSUBSCRIBE, PINGREQ, DISCONNECT, AUTH -> null;
        };
    }

    /**
     * The whole length of the packet that begins at the reader index, {@link #INCOMPLETE} or {@link #NOT_A_LENGTH}. A
     * length that is not in its shortest form is none. [MQTT-1.5.5-1]
     */
    public static int packetLength(ByteBuf in) {
        int start = in.readerIndex() + 1;
        int length = 0;
        for (int i = 0; i < MOST_LENGTH_BYTES; i++) {
            if (start + i >= in.writerIndex()) {
                return INCOMPLETE;
            }
            int digit = in.getUnsignedByte(start + i);
            length |= (digit & 0x7F) << (7 * i);
            if (digit < 0x80) {
                return digit == 0 && i > 0 ? NOT_A_LENGTH : 2 + i + length;
            }
        }
        return NOT_A_LENGTH;
    }

    private static boolean hasItsFlags(MqttMessageType type, int flags) {
        return switch (type) {
            // No QoS 3 [MQTT-3.3.1-4], no DUP at QoS 0 [MQTT-3.3.1-2].
            case PUBLISH -> (flags & 0x06) != 0x06 && (flags & 0x0E) != 0x08;
            case PUBREL, SUBSCRIBE, UNSUBSCRIBE -> flags == 0x02;
            case CONNECT, CONNACK, PUBACK, PUBREC, PUBCOMP, SUBACK, UNSUBACK, PINGREQ, PINGRESP, DISCONNECT, AUTH ->
                flags == 0;
        };
    }
}
