package io.citywatch.standalone.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** MQTT over TCP or TLS. */
final class SocketWire implements Wire {
    private final Socket socket;
    private final InputStream in;

    SocketWire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    @Override
    public synchronized void send(byte[] packet) throws IOException {
        socket.getOutputStream().write(packet);
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
