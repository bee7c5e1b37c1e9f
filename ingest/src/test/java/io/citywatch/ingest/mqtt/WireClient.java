package io.citywatch.ingest.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client that writes MQTT byte by byte on a real socket, right or wrong. */
final class WireClient implements AutoCloseable {
    static final int CONNACK = 0x20;
    static final int PUBACK = 0x40;
    static final int DISCONNECT = 0xE0;
    /** The other side closed, politely or not. */
    static final int GONE = -1;

    private static final int PATIENCE_MILLIS = 20_000;

    final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private WireClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    static WireClient plain(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return new WireClient(socket);
    }

    /** Does not begin its handshake until it writes. */
    static WireClient tls(int port, SSLContext context) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return new WireClient(socket);
    }

    /**
     * Logs in by MQTT 5.
     *
     * @param user null for none
     * @param password null for none
     * @return the reason code of the CONNACK, or {@link #GONE}
     */
    int login(String id, String user, String password) {
        try {
            send(connectPacket(id, user, password));
            byte[] connack = receive();
            return connack.length == 0 ? GONE : connack[3] & 0xFF;
        } catch (IOException e) {
            return GONE;
        }
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void publish(String topic, String payload, int packetId) throws IOException {
        send(publishPacket(topic, payload, packetId));
    }

    /** The next packet, whole; empty if the other side closed. */
    byte[] receive() throws IOException {
        try {
            int first = in.read();
            if (first < 0) {
                return new byte[0];
            }
            int length = in.read();
            byte[] rest = in.readNBytes(length);
            byte[] packet = new byte[2 + rest.length];
            packet[0] = (byte) first;
            packet[1] = (byte) length;
            System.arraycopy(rest, 0, packet, 2, rest.length);
            return packet;
        } catch (EOFException | java.net.SocketException | javax.net.ssl.SSLException e) {
            return new byte[0];
        }
    }

    byte[] readBytes(int count) throws IOException {
        return in.readNBytes(count);
    }

    /** Type and flags of the next packet, {@link #GONE} if the other side closed. */
    int receiveType() throws IOException {
        byte[] packet = receive();
        return packet.length == 0 ? GONE : packet[0] & 0xFF;
    }

    static byte[] connectPacket(String id, String user, String password) {
        return connectPacket(id, user, password, 60);
    }

    static byte[] connectPacket(String id, String user, String password, int keepAliveSeconds) {
        return packet(0x10, body -> {
            body.writeUTF("MQTT");
            body.writeByte(5);
            body.writeByte(0x02 | (user == null ? 0 : 0x80) | (password == null ? 0 : 0x40));
            body.writeShort(keepAliveSeconds);
            body.writeByte(0);
            body.writeUTF(id);
            if (user != null) {
                body.writeUTF(user);
            }
            if (password != null) {
                body.writeUTF(password);
            }
        });
    }

    /** @param packetId 0 for QoS 0 */
    static byte[] publishPacket(String topic, String payload, int packetId) {
        return packet(packetId == 0 ? 0x30 : 0x32, body -> {
            body.writeUTF(topic);
            if (packetId != 0) {
                body.writeShort(packetId);
            }
            body.writeByte(0);
            body.write(payload.getBytes(StandardCharsets.UTF_8));
        });
    }

    /** What stands in a packet. */
    @FunctionalInterface
    interface Body {
        void write(DataOutputStream out) throws IOException;
    }

    static byte[] packet(int first, Body body) {
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

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
