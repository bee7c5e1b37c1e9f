package io.citywatch.ingest.packet;

import io.netty.buffer.ByteBuf;

/** Reads the fields of one packet in their order, never past its end; a field that is cut short is a fault. */
final class Fields {
    private static final int MOST_VARIABLE_BYTES = 4;

    private final ByteBuf in;
    private final int end;

    /** @param in the packet, from the field that is read next to its last byte */
    Fields(ByteBuf in) {
        this.in = in;
        this.end = in.writerIndex();
    }

    private Fields(ByteBuf in, int end) {
        this.in = in;
        this.end = end;
    }

    int left() {
        return end - in.readerIndex();
    }

    boolean isAtEnd() {
        return left() == 0;
    }

    int oneByte(String field) {
        need(1, field);
        return in.readUnsignedByte();
    }

    int twoBytes(String field) {
        need(2, field);
        return in.readUnsignedShort();
    }

    int fourBytes(String field) {
        need(4, field);
        return in.readInt();
    }

    /** One to four bytes, in the shortest form [MQTT-1.5.5-1]. */
    int variable(String field) {
        int value = 0;
        for (int i = 0; i < MOST_VARIABLE_BYTES; i++) {
            int digit = oneByte(field);
            value |= (digit & 0x7F) << (7 * i);
            if (digit < 0x80) {
                if (digit == 0 && i > 0) {
                    throw BadPacket.malformed(field + ": not in its shortest form");
                }
                return value;
            }
        }
        throw BadPacket.malformed(field + ": longer than 4 bytes");
    }

    /** A packet id is never 0. [MQTT-2.2.1-3], in 3.1.1 [MQTT-2.3.1-1] */
    int packetId() {
        int id = twoBytes("packet id");
        if (id == 0) {
            throw BadPacket.protocolError("packet id: 0 (expected: 1-65535)");
        }
        return id;
    }

    String string(String field) {
        int length = twoBytes(field);
        need(length, field);
        return Utf8.read(in, length, field);
    }

    byte[] binary(String field) {
        int length = twoBytes(field);
        need(length, field);
        byte[] bytes = new byte[length];
        in.readBytes(bytes);
        return bytes;
    }

    /** The next bytes as fields of their own. */
    Fields part(int length, String field) {
        need(length, field);
        return new Fields(in, in.readerIndex() + length);
    }

    void expectEnd() {
        if (left() > 0) {
            throw BadPacket.malformed("end of packet: " + left() + " bytes more (expected: none)");
        }
    }

    private void need(int bytes, String field) {
        if (left() < bytes) {
            throw BadPacket.malformed(field + ": " + left() + " bytes left (expected: at least " + bytes + ")");
        }
    }
}
