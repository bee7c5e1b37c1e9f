package io.citywatch.benchmarks.ingest;

import io.citywatch.model.telemetry.Lane;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the load, MQTT 3.1.1 spoken by hand: the server's packets that it can get are four bytes each, and
 * what it sends is encoded beforehand. Used on its event loop alone, save for the futures.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends in a closed channel, which fails the run
final class LoadClient extends ChannelInboundHandlerAdapter {
    private static final int CONNACK_ACCEPTED = 0x2002_0000;
    private static final int PUBACK = 0x4002_0000;
    private static final int CODE = 0xFFFF_0000;
    private static final byte[] DISCONNECT = {(byte) 0xE0, 0};
    private static final int PACKET_BYTES = 4;
    private static final int MOST_PACKET_IDS = 1 << 15;
    private static final int FLOOD_BATCH = 64;

    private final String device;
    private final Tally tally;
    private final PublishPacket acknowledged;
    private final PublishPacket unacknowledged;
    private final long[] sentNanos;
    private final CompletableFuture<LoadClient> connected = new CompletableFuture<>();
    private final CompletableFuture<LoadClient> gone = new CompletableFuture<>();
    private final CompletableFuture<LoadClient> drained = new CompletableFuture<>();

    private @Nullable ChannelHandlerContext context;
    private boolean leaving;
    private boolean flooding;
    private boolean ending;
    private int window;
    private int inFlight;
    private int nextId;
    private long count;
    private long answered;
    private int partial;
    private int partialBytes;

    /** @param mostInFlight the most messages that will ever wait for their PUBACK at once */
    LoadClient(int number, String boot, Lane lane, int mostInFlight, Tally tally) {
        this.device = BenchDevices.id(number);
        this.tally = tally;
        this.acknowledged = new PublishPacket(device, boot, lane, 1);
        this.unacknowledged = new PublishPacket(device, boot, lane, 0);
        int slots = Integer.highestOneBit(Math.max(1, mostInFlight) * 2 - 1) * 2;
        this.sentNanos = new long[Math.min(MOST_PACKET_IDS, slots)];
    }

    /** Done when it is logged in. */
    CompletableFuture<LoadClient> connected() {
        return connected;
    }

    /** Done when its socket is closed; exceptionally unless it said goodbye first. */
    CompletableFuture<LoadClient> gone() {
        return gone;
    }

    /** Done when, after the end, the server has answered everything. */
    CompletableFuture<LoadClient> drained() {
        return drained;
    }

    /** How many messages it has sent. */
    long sent() {
        return count;
    }

    /** Keeps this many messages of QoS 1 in flight from now on. */
    void keepInFlight(int messages) {
        window = messages;
        refill();
    }

    /** Sends QoS 0 as fast as TCP takes it. */
    void flood() {
        flooding = true;
        pour();
    }

    /** Sends one message of QoS 1 in a packet of its own. False if too many wait already. */
    boolean sendOne() {
        if (leaving || sentNanos[slotOf(nextId)] != 0) {
            return false;
        }
        send(1);
        return true;
    }

    /** Sends nothing more; QoS 0 is followed by one message of QoS 1, whose PUBACK says that all before it is done. */
    void end() {
        window = 0;
        ending = true;
        if (flooding) {
            flooding = false;
            send(1);
        }
        drain();
    }

    void leave() {
        leaving = true;
        ChannelHandlerContext open = context;
        if (open == null || !open.channel().isActive()) {
            gone.complete(this);
            return;
        }
        open.writeAndFlush(Unpooled.wrappedBuffer(DISCONNECT)).addListener(done -> open.close());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** Over TLS this comes before the handshake, which sends what is written now at its end. */
    @Override
    public void channelActive(ChannelHandlerContext active) {
        active.writeAndFlush(connect(active));
    }

    private ByteBuf connect(ChannelHandlerContext active) {
        byte[] id = device.getBytes(StandardCharsets.UTF_8);
        byte[] token = BenchDevices.TOKEN.getBytes(StandardCharsets.UTF_8);
        int remaining = 10 + 2 * (2 + id.length) + 2 + token.length;
        ByteBuf packet = active.alloc().directBuffer(remaining + 3);
        packet.writeByte(0x10);
        if (remaining > 127) {
            packet.writeByte((remaining & 0x7F) | 0x80).writeByte(remaining >> 7);
        } else {
            packet.writeByte(remaining);
        }
        packet.writeShort(4).writeBytes(new byte[] {'M', 'Q', 'T', 'T'}).writeByte(4);
        packet.writeByte(0xC2).writeShort(0); // user, password, clean session; no keep alive
        packet.writeShort(id.length).writeBytes(id);
        packet.writeShort(id.length).writeBytes(id);
        return packet.writeShort(token.length).writeBytes(token);
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            long now = System.nanoTime();
            while (in.isReadable()) {
                if (partialBytes == 0 && in.readableBytes() >= PACKET_BYTES) {
                    take(in.readInt(), now);
                    continue;
                }
                partial = (partial << 8) | (in.readByte() & 0xFF);
                if (++partialBytes == PACKET_BYTES) {
                    partialBytes = 0;
                    take(partial, now);
                }
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext read) {
        refill();
    }

    private void take(int packet, long now) {
        if ((packet & CODE) == PUBACK) {
            int slot = slotOf((packet & ~CODE) - 1);
            if (sentNanos[slot] == 0) {
                fail("a PUBACK that nothing waits for");
                return;
            }
            tally.acknowledged(now - sentNanos[slot]);
            sentNanos[slot] = 0;
            inFlight--;
            answered++;
            drain();
        } else if (packet == CONNACK_ACCEPTED) {
            connected.complete(this);
        } else {
            fail(String.format("packet 0x%08X (expected: a CONNACK that accepts, or a PUBACK)", packet));
        }
    }

    private void drain() {
        if (ending && inFlight == 0) {
            drained.complete(this);
        }
    }

    private void refill() {
        int free = window - inFlight;
        int fit = 0;
        while (fit < free && sentNanos[slotOf(nextId + fit)] == 0) {
            fit++;
        }
        if (fit > 0) {
            send(fit);
        }
    }

    private void send(int messages) {
        ChannelHandlerContext open = context;
        if (open == null || !open.channel().isActive()) {
            return;
        }
        long millis = System.currentTimeMillis();
        ByteBuf out = open.alloc().directBuffer(messages * acknowledged.length());
        long now = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            sentNanos[slotOf(nextId)] = now;
            acknowledged.write(out, 1, nextId % MOST_PACKET_IDS + 1, millis, count++);
            nextId = (nextId + 1) % MOST_PACKET_IDS;
        }
        inFlight += messages;
        open.writeAndFlush(out);
    }

    /** One batch a turn of the loop, so that a fast server does not starve the other connections. */
    private void pour() {
        ChannelHandlerContext open = context;
        if (!flooding || open == null || !open.channel().isWritable()) {
            return;
        }
        long millis = System.currentTimeMillis();
        ByteBuf out = open.alloc().directBuffer(FLOOD_BATCH * unacknowledged.length());
        for (int i = 0; i < FLOOD_BATCH; i++) {
            unacknowledged.write(out, 0, 0, millis, count++);
        }
        open.writeAndFlush(out);
        if (open.channel().isWritable()) {
            open.executor().execute(this::pour);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        if (changed.channel().isWritable()) {
            pour();
        }
    }

    private int slotOf(int id) {
        return id & (sentNanos.length - 1);
    }

    @Override
    public void channelInactive(ChannelHandlerContext closed) {
        if (leaving) {
            gone.complete(this);
        } else {
            fail("connection closed by the server after " + answered + " PUBACKs");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failed, Throwable failure) {
        fail(failure.toString());
    }

    /** No socket came to be. */
    void unreachable(Throwable failure) {
        fail(failure.toString());
    }

    private void fail(String reason) {
        IllegalStateException failure = new IllegalStateException(device + ": " + reason);
        connected.completeExceptionally(failure);
        drained.completeExceptionally(failure);
        gone.completeExceptionally(failure);
        window = 0;
        flooding = false;
        if (context != null) {
            leaving = true;
            context.close();
        }
    }
}
