package io.citywatch.standalone.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** MQTT over WebSocket (RFC 6455): each packet a binary frame, masked by zeros, which is a mask too. */
final class WebSocketWire implements Wire {
    private static final List<String> REQUEST = List.of(
            "GET /mqtt HTTP/1.1",
            "Host: 127.0.0.1",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Protocol: mqtt",
            "",
            "");
    private static final int BINARY = 0x82;
    private static final int CLOSE = 8;
    private static final int MASKED = 0x80;
    private static final int SHORT = 126;

    private final Socket socket;
    private final DataInputStream frames;
    private final InputStream in = new Payloads();

    WebSocketWire(Socket socket) throws IOException {
        this.socket = socket;
        this.frames = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        socket.getOutputStream().write(String.join("\r\n", REQUEST).getBytes(StandardCharsets.US_ASCII));
        String answer = head();
        if (!answer.startsWith("HTTP/1.1 101")) {
            socket.close();
            throw new IOException("no WebSocket: " + answer);
        }
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) frames.readUnsignedByte());
        }
        return head.toString();
    }

    @Override
    public synchronized void send(byte[] packet) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(frame);
        out.writeByte(BINARY);
        if (packet.length < SHORT) {
            out.writeByte(MASKED | packet.length);
        } else {
            out.writeByte(MASKED | SHORT);
            out.writeShort(packet.length);
        }
        out.writeInt(0);
        out.write(packet);
        socket.getOutputStream().write(frame.toByteArray());
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** What stands in the frames, one after the other. */
    private final class Payloads extends InputStream {
        private int left;

        @Override
        public int read() throws IOException {
            if (!hasMore()) {
                return -1;
            }
            left--;
            return frames.readUnsignedByte();
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (length == 0 || !hasMore()) {
                return length == 0 ? 0 : -1;
            }
            int count = frames.read(to, offset, Math.min(left, length));
            left -= Math.max(0, count);
            return count;
        }

        private boolean hasMore() throws IOException {
            while (left == 0) {
                int first = frames.read();
                if (first < 0) {
                    return false;
                }
                int length = frames.readUnsignedByte();
                left = length == SHORT ? frames.readUnsignedShort() : length;
                if ((first & 0x0F) == CLOSE) {
                    throw new EOFException("closed by the server");
                }
            }
            return true;
        }
    }
}
