package io.citywatch.ingest.packet;

import io.netty.handler.codec.mqtt.MqttMessageType;

/** Which reason codes a client may give, packet by packet. */
final class ReasonCodes {
    private ReasonCodes() {}

    /** The code, if it is one of the packet's. [MQTT-3.4.2-1, 3.5.2-1, 3.6.2-1, 3.7.2-1, 3.14.2-1, 3.15.2-1] */
    static byte check(MqttMessageType type, int code) {
        boolean known = switch (type) {
            // 0x10, nobody subscribes, is a server's to say.
            case PUBACK, PUBREC ->
                switch (code) {
                    case 0x00, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99 -> true;
                    default -> false;
                };
            case PUBREL, PUBCOMP -> code == 0x00 || code == 0x92;
            case DISCONNECT ->
                switch (code) {
                    case 0x00, 0x04, 0x80, 0x81, 0x82, 0x83, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99 -> true;
                    default -> false;
                };
            case AUTH -> code == 0x18 || code == 0x19;
            case CONNECT, CONNACK, PUBLISH, SUBSCRIBE, SUBACK, UNSUBSCRIBE, UNSUBACK, PINGREQ, PINGRESP -> false;
        };
        if (!known) {
            throw BadPacket.protocolError(
                    String.format("reason code of %s: 0x%02X (expected: a client's)", type, code));
        }
        return (byte) code;
    }
}
