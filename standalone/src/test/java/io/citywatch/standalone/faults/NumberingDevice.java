package io.citywatch.standalone.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A call terminal as its maker should build it: it numbers its messages, keeps each until it is acknowledged, comes
 * back whenever its connection ends, and sends what it still keeps again, in order. Each hundredth message goes by the
 * emergency lane, each tenth with QoS 2.
 */
final class NumberingDevice implements AutoCloseable {
    static final String BOOT = "b";

    private static final int MOST_UNACKNOWLEDGED = 200;
    private static final int KEEP_ALIVE_SECONDS = 60;
    static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final String id;
    private final Transport transport;
    private final long periodNanos;
    private final Thread sender;
    /** By packet id, in the order of sending; guarded by itself. */
    private final Map<Integer, Message> kept = new LinkedHashMap<>();

    private final Map<Long, Boolean> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger resent = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile long published;
    private volatile boolean publishing = true;
    private volatile boolean ended;
    private volatile Wire wire;
    private int lastPacketId;

    /** @param released QoS 2 and received by the gateway: only the release is still owed */
    private record Message(long seq, int qos, String topic, String payload, boolean released) {
        Message asReleased() {
            return new Message(seq, qos, topic, payload, true);
        }
    }

    NumberingDevice(String id, Transport transport, int messagesPerSecond) {
        this.id = id;
        this.transport = transport;
        this.periodNanos = TimeUnit.SECONDS.toNanos(1) / messagesPerSecond;
        this.sender = new Thread(this::live, id);
        sender.setDaemon(true);
        sender.start();
    }

    static String tokenOf(String id) {
        return "token-" + id;
    }

    String id() {
        return id;
    }

    /** How many messages it has numbered so far. */
    long published() {
        return published;
    }

    /** The numbers that the gateway said are kept. */
    List<Long> acknowledged() {
        return new ArrayList<>(acknowledged.keySet());
    }

    int acknowledgedCount() {
        return acknowledged.size();
    }

    int connections() {
        return connections.get();
    }

    int resent() {
        return resent.get();
    }

    /** Acknowledgements that say no. */
    int refused() {
        return refused.get();
    }

    /** Publishes nothing new from now on; what it keeps it still brings home. */
    void finish() {
        publishing = false;
    }

    boolean isDone() {
        synchronized (kept) {
            return !publishing && kept.isEmpty();
        }
    }

    private void live() {
        while (!ended) {
            try {
                visit();
            } catch (IOException e) {
                hangUp();
                LockSupport.parkNanos(RETRY_NANOS); // the gateway or its log is away
            }
        }
    }

    private void visit() throws IOException {
        Wire now = transport.connect();
        wire = now;
        boolean sessionPresent = Packets.login(now, Packets.connect(id, tokenOf(id), KEEP_ALIVE_SECONDS));
        connections.incrementAndGet();
        Thread reader = new Thread(() -> read(now), id + "-reader");
        reader.setDaemon(true);
        reader.start();
        sendAgain(now, sessionPresent);
        long due = System.nanoTime();
        while (!ended && reader.isAlive()) {
            long wait = due - System.nanoTime();
            if (wait > 0 || !mayPublish()) {
                LockSupport.parkNanos(Math.max(wait, TimeUnit.MILLISECONDS.toNanos(1)));
                continue;
            }
            publish(now);
            due = Math.max(due + periodNanos, System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
        }
        hangUp();
    }

    /** Where the gateway has forgotten the session, what it said it received is received all the same. */
    private void sendAgain(Wire now, boolean sessionPresent) throws IOException {
        Map<Integer, Message> owed;
        synchronized (kept) {
            if (!sessionPresent) {
                kept.values().removeIf(Message::released);
            }
            owed = new LinkedHashMap<>(kept);
        }
        for (Map.Entry<Integer, Message> entry : owed.entrySet()) {
            Message message = entry.getValue();
            now.send(
                    message.released()
                            ? Packets.release(entry.getKey())
                            : Packets.publish(
                                    message.topic(), message.payload(), message.qos(), entry.getKey(), sessionPresent));
            resent.incrementAndGet();
        }
    }

    private boolean mayPublish() {
        synchronized (kept) {
            return publishing && kept.size() < MOST_UNACKNOWLEDGED;
        }
    }

    private void publish(Wire now) throws IOException {
        long seq = published;
        Message message = message(seq);
        int packetId;
        synchronized (kept) {
            do {
                lastPacketId = lastPacketId % 65_535 + 1;
            } while (kept.containsKey(lastPacketId));
            packetId = lastPacketId;
            kept.put(packetId, message);
        }
        published = seq + 1;
        now.send(Packets.publish(message.topic(), message.payload(), message.qos(), packetId, false));
    }

    private Message message(long seq) {
        boolean urgent = seq % 100 == 50;
        String stamp = "{\"ts\":" + System.currentTimeMillis() + ",\"boot\":\"" + BOOT + "\",\"seq\":" + seq;
        return new Message(
                seq,
                seq % 10 == 5 ? 2 : 1,
                urgent ? "devices/" + id + "/events/call" : "devices/" + id + "/telemetry/vitals",
                urgent ? stamp + ",\"event\":\"ok\",\"source\":\"base\"}" : stamp + ",\"heartRate\":70}",
                false);
    }

    private void read(Wire now) {
        try {
            while (!ended) {
                take(now, Packets.read(now.in()));
            }
        } catch (IOException e) {
            hangUp(now);
        }
    }

    private void take(Wire now, Packets.Packet packet) throws IOException {
        switch (packet.first()) {
            case Packets.PUBACK -> acknowledge(forget(packet), packet);
            case Packets.PUBCOMP -> forget(packet);
            case Packets.PUBREC -> {
                Message message;
                synchronized (kept) {
                    message = kept.computeIfPresent(packet.packetId(), (packetId, sent) -> sent.asReleased());
                }
                acknowledge(message, packet);
                now.send(Packets.release(packet.packetId()));
            }
            case Packets.DISCONNECT -> throw new IOException("dismissed: " + packet.body()[0]);
            default -> throw new IOException("a packet that nobody asked for: " + packet.first());
        }
    }

    private Message forget(Packets.Packet packet) {
        synchronized (kept) {
            return kept.remove(packet.packetId());
        }
    }

    private void acknowledge(Message message, Packets.Packet packet) {
        if (message == null) {
            return;
        }
        if (packet.reason() >= 0x80) {
            refused.incrementAndGet();
        } else {
            acknowledged.put(message.seq(), true);
        }
    }

    private void hangUp() {
        hangUp(wire);
    }

    private static void hangUp(Wire wire) {
        if (wire == null) {
            return;
        }
        try {
            wire.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }

    @Override
    public void close() {
        ended = true;
        hangUp();
    }
}
