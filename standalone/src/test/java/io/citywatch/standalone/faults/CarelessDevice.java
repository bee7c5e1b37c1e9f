package io.citywatch.standalone.faults;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A terminal that publishes with QoS 0, more than it may, and comes back whenever its connection ends. */
final class CarelessDevice implements AutoCloseable {
    private static final int KEEP_ALIVE_SECONDS = 60;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int TICKS_A_SECOND = 100;

    private final String id;
    private final Transport transport;
    private final int aTick;
    private final Thread sender;
    private volatile boolean ended;
    private final AtomicLong sent = new AtomicLong();
    private volatile Wire wire;

    CarelessDevice(String id, Transport transport, int messagesPerSecond) {
        this.id = id;
        this.transport = transport;
        this.aTick = messagesPerSecond / TICKS_A_SECOND;
        this.sender = new Thread(this::live, id);
        sender.setDaemon(true);
        sender.start();
    }

    String id() {
        return id;
    }

    long sent() {
        return sent.get();
    }

    /** Sends nothing more; returns once it has stopped. */
    void finish() throws InterruptedException {
        close();
        sender.join();
    }

    private void live() {
        while (!ended) {
            try (Wire now = transport.connect()) {
                wire = now;
                visit(now);
            } catch (IOException e) {
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private void visit(Wire now) throws IOException {
        boolean unused = Packets.login(now, Packets.connect(id, NumberingDevice.tokenOf(id), KEEP_ALIVE_SECONDS));
        while (!ended) {
            for (int i = 0; i < aTick; i++) {
                String payload =
                        "{\"ts\":" + System.currentTimeMillis() + ",\"motion\":" + sent.getAndIncrement() + "}";
                now.send(Packets.publish("devices/" + id + "/telemetry/activity", payload, 0, 0, false));
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            if (wire != null) {
                wire.close();
            }
        } catch (IOException e) {
            // It is gone already.
        }
    }
}
