package io.citywatch.standalone.faults;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The few packets of MQTT 5.0 that a device sends, and how it reads what comes back. */
final class Packets {
    static final int CONNACK = 0x20;
    static final int PUBACK = 0x40;
    static final int PUBREC = 0x50;
    static final int PUBREL = 0x62;
    static final int PUBCOMP = 0x70;
    static final int PINGRESP = 0xD0;
    static final int DISCONNECT = 0xE0;

    private static final int SESSION_SECONDS = 3_600;

    private Packets() {}

    /** @param body what follows the remaining length */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    record Packet(int first, byte[] body) {
        int packetId() {
            return ((body[0] & 0xFF) << 8) | (body[1] & 0xFF);
        }

        /** Of an acknowledgement; 0 where it is left out. */
        int reason() {
            return body.length > 2 ? body[2] & 0xFF : 0;
        }
    }

    @FunctionalInterface
    private interface Body {
        void write(DataOutputStream out) throws IOException;
    }

    /** Clean start 0, a session of an hour. */
    static byte[] connect(String client, String token, int keepAliveSeconds) {
        return packet(0x10, out -> {
            head(out, 0xC0, keepAliveSeconds);
            out.writeUTF(client);
            out.writeUTF(client);
            out.writeUTF(token);
        });
    }

    /** The same with a will at QoS 1. */
    static byte[] connect(String client, String token, int keepAliveSeconds, String willTopic, String will) {
        return packet(0x10, out -> {
            head(out, 0xCC, keepAliveSeconds);
            out.writeUTF(client);
            out.writeByte(0);
            out.writeUTF(willTopic);
            out.writeUTF(will);
            out.writeUTF(client);
            out.writeUTF(token);
        });
    }

    /**
     * Sends a CONNECT and hears that it is let in; returns whether its session was there.
     *
     * @throws IOException if it is not
     */
    static boolean login(Wire wire, byte[] connect) throws IOException {
        wire.send(connect);
        Packet answer = read(wire.in());
        if (answer.first() != CONNACK || answer.body()[1] != 0) {
            throw new IOException("not let in: " + answer);
        }
        return (answer.body()[0] & 1) != 0;
    }

    private static void head(DataOutputStream out, int flags, int keepAliveSeconds) throws IOException {
        out.writeUTF("MQTT");
        out.writeByte(5);
        out.writeByte(flags);
        out.writeShort(keepAliveSeconds);
        out.writeByte(5);
        out.writeByte(17);
        out.writeInt(SESSION_SECONDS);
    }

    static byte[] publish(String topic, String payload, int qos, int packetId, boolean again) {
        return packet(0x30 | (again ? 8 : 0) | (qos << 1), out -> {
            out.writeUTF(topic);
            if (qos > 0) {
                out.writeShort(packetId);
            }
            out.writeByte(0);
            out.write(payload.getBytes(StandardCharsets.UTF_8));
        });
    }

    static byte[] release(int packetId) {
        return packet(PUBREL, out -> out.writeShort(packetId));
    }

    static byte[] ping() {
        return new byte[] {(byte) 0xC0, 0};
    }

    /** The next packet that the server sends. */
    static Packet read(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            throw new EOFException("closed by the server");
        }
        int length = 0;
        int shift = 0;
        int digit;
        do {
            digit = in.read();
            length |= (digit & 0x7F) << shift;
            shift += 7;
        } while ((digit & 0x80) != 0 && digit >= 0);
        byte[] body = in.readNBytes(length);
        if (digit < 0 || body.length < length) {
            throw new EOFException("closed within a packet");
        }
        return new Packet(first, body);
    }

    private static byte[] packet(int first, Body body) {
        try {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            body.write(new DataOutputStream(content));
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            packet.write(first);
            int length = content.size();
            do {
                int digit = length & 0x7F;
                length >>>= 7;
                packet.write(length > 0 ? digit | 0x80 : digit);
            } while (length > 0);
            content.writeTo(packet);
            return packet.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
