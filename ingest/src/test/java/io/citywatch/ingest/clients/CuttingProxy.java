package io.citywatch.ingest.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/**
 * A network that breaks: a read of what the server sent is lost, and the connection with it. Either once, where the
 * server's first packet of a type comes (which needs a client that waits for each answer), or a number of times, by a
 * seed.
 */
public final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final int most;
    private final IntPredicate breaks;
    private final AtomicInteger cuts = new AtomicInteger();

    private CuttingProxy(int target, int most, IntPredicate breaks) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        this.most = most;
        this.breaks = breaks;
        daemon("accept", this::accept);
    }

    /** @param type of the packet that is lost, in the upper half of its first byte */
    public static CuttingProxy atFirst(int target, int type) throws IOException {
        return new CuttingProxy(target, 1, first -> (first & 0xF0) == type);
    }

    /** @param times how often it breaks, at each fourth read or so */
    public static CuttingProxy atRandom(int target, int times, long seed) throws IOException {
        Random random = new Random(seed);
        return new CuttingProxy(target, times, first -> {
            synchronized (random) {
                return random.nextInt(4) == 0;
            }
        });
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
                if (cutting && cuts.get() < most && breaks.test(buffer[0])) {
                    cuts.incrementAndGet();
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
