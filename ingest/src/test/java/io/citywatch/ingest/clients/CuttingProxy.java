package io.citywatch.ingest.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;

/**
 * A network that breaks: a read of what the server sent is lost, and the connection with it. Either where the server's
 * first packet of a type comes (which needs a client that waits for each answer), or a number of times, by a seed.
 */
public final class CuttingProxy implements AutoCloseable {
    /** The first byte of a WebSocket's frame, and of no packet that a server of MQTT sends. */
    private static final int FRAME = 0x82;

    private static final int FRAME_BYTES = 2;
    /** Reads of a handshake, an upgrade and a CONNACK: a client comes back by itself only after these. */
    private static final int SPARED_READS = 8;

    private final ServerSocket listener;
    private final SocketFactory onward;
    private final int target;
    private final int most;
    private final IntPredicate breaks;
    private final AtomicInteger cuts = new AtomicInteger();

    private CuttingProxy(ServerSocketFactory doors, SocketFactory onward, int target, int most, IntPredicate breaks)
            throws IOException {
        this.listener = doors.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.onward = onward;
        this.target = target;
        this.most = most;
        this.breaks = breaks;
        daemon("accept", this::accept);
    }

    /** @param firstBytes of the packets that are lost: of each the first that comes */
    public static CuttingProxy atFirst(int target, Integer... firstBytes) throws IOException {
        return atFirst(ServerSocketFactory.getDefault(), SocketFactory.getDefault(), target, firstBytes);
    }

    /** The same with sockets of TLS, whose packets could not be seen otherwise. */
    public static CuttingProxy atFirst(
            ServerSocketFactory doors, SocketFactory onward, int target, Integer... firstBytes) throws IOException {
        Set<Integer> wanted = ConcurrentHashMap.newKeySet();
        wanted.addAll(List.of(firstBytes));
        return new CuttingProxy(doors, onward, target, firstBytes.length, wanted::remove);
    }

    /** @param times how often it breaks, at each fourth read or so */
    public static CuttingProxy atRandom(int target, int times, long seed) throws IOException {
        Random random = new Random(seed);
        AtomicInteger reads = new AtomicInteger();
        return new CuttingProxy(ServerSocketFactory.getDefault(), SocketFactory.getDefault(), target, times, first -> {
            synchronized (random) {
                return reads.incrementAndGet() > SPARED_READS && random.nextInt(4) == 0;
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
                Socket server = onward.createSocket(InetAddress.getLoopbackAddress(), target);
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
                if (cutting && cuts.get() < most && breaks.test(firstByte(buffer))) {
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

    /** Of the packet that a read begins with. */
    private static int firstByte(byte[] read) {
        return ((read[0] & 0xFF) == FRAME ? read[FRAME_BYTES] : read[0]) & 0xFF;
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }
}
