package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.session.Connection;
import io.citywatch.ingest.session.Departure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.mqtt.MqttMessageType;
import java.util.List;

/**
 * Cuts the stream into packets by their remaining length, before anything is decoded. A decoder that reads the stream
 * itself may, misled by a length inside a packet, swallow the beginning of the next one; inside a slice it cannot. The
 * limit is small until the client has logged in.
 */
final class PacketFramer extends ByteToMessageDecoder {
    private static final int MOST_LENGTH_BYTES = 4;
    private static final int RESERVED_TYPE = 0;

    private final Connection connection;
    private long framed;

    PacketFramer(Connection connection) {
        this.connection = connection;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (connection.hasDeparted()) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < 2) {
            return;
        }
        int start = in.readerIndex();
        int first = in.getUnsignedByte(start);
        if (!isFromClient(first) || (framed == 0 && first >> 4 != MqttMessageType.CONNECT.value())) {
            leave(context, Departure.MALFORMED_PACKET);
            return;
        }
        int length = 0;
        int digits = 0;
        int digit;
        do {
            if (1 + digits >= in.readableBytes()) {
                return;
            }
            digit = in.getUnsignedByte(start + 1 + digits);
            length |= (digit & 0x7F) << (7 * digits);
            digits++;
        } while ((digit & 0x80) != 0 && digits < MOST_LENGTH_BYTES);
        if ((digit & 0x80) != 0 || (digits > 1 && digit == 0)) {
            leave(context, Departure.MALFORMED_PACKET); // too long, or not the shortest form [MQTT-1.5.5-1]
            return;
        }
        int total = 1 + digits + length;
        if (total > connection.packetLimit()) {
            leave(context, Departure.PACKET_TOO_LARGE);
            return;
        }
        if (in.readableBytes() < total) {
            return;
        }
        framed++;
        out.add(in.readRetainedSlice(total));
    }

    /** The type is one that clients send, with the flags that it must have. [MQTT-2.2.2-2] */
    private static boolean isFromClient(int first) {
        int flags = first & 0x0F;
        if (first >> 4 == RESERVED_TYPE) {
            return false;
        }
        return switch (MqttMessageType.valueOf(first >> 4)) {
            case PUBLISH -> (flags & 0x06) != 0x06 && (flags & 0x0E) != 0x08; // no QoS 3, no DUP at QoS 0
            case PUBREL, SUBSCRIBE, UNSUBSCRIBE -> flags == 0x02;
            case CONNECT, PUBACK, PUBREC, PUBCOMP, PINGREQ, DISCONNECT, AUTH -> flags == 0;
            case CONNACK, SUBACK, UNSUBACK, PINGRESP -> false;
        };
    }

    private static void leave(ChannelHandlerContext context, Departure departure) {
        context.pipeline().fireUserEventTriggered(departure);
    }
}
