package io.citywatch.ingest.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network that breaks once, at the worst moment: the server's first packet of a type is lost, and the connection with
 * it. Needs the server to send one packet at a time, as it does to a client that waits for each answer.
 */
public final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final int type;
    private final AtomicInteger cuts = new AtomicInteger();

    /** @param type of the packet that is lost, in the upper half of its first byte */
    public CuttingProxy(int target, int type) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        this.type = type;
        daemon("accept", this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How often it broke. */
    public int cuts() {
        return cuts.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket();
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                daemon("up", () -> pump(client, server, false));
                daemon("down", () -> pump(server, client, true));
            } catch (IOException closed) {
                // The proxy is closed, or the server is: the client finds out by itself.
            }
        }
    }

    private void pump(Socket from, Socket to, boolean cutting) {
        byte[] buffer = new byte[65_536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int count = in.read(buffer);
            while (count > 0) {
                if (cutting && (buffer[0] & 0xF0) == type && cuts.compareAndSet(0, 1)) {
                    return;
                }
                out.write(buffer, 0, count);
                count = in.read(buffer);
            }
        } catch (IOException closed) {
            // The other side is gone, and so is this now.
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }
}
