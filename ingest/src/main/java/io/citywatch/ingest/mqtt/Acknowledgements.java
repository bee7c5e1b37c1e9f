package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.GatewayConfig;
import io.citywatch.ingest.metrics.GatewayMetrics;
import io.citywatch.ingest.session.Connection;
import io.citywatch.ingest.session.Departure;
import io.citywatch.ingest.session.Session;
import io.citywatch.model.telemetry.Lane;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one connection that the log does not have yet. They are acknowledged in the order in which they came
 * [MQTT-4.6.0-2], whatever the order in which the log took them. Appends settle on the log's threads; all that settled
 * since the last turn of the event loop is acknowledged in one buffer.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends in exceptionCaught or a closed channel
final class Acknowledgements {
    private static final int PUBACK = 0x40;
    private static final int PUBREC = 0x50;
    private static final int PACKET_BYTES = 4;
    private static final long NOT_ASKED = Long.MIN_VALUE;

    private final ChannelHandlerContext context;
    private final Connection connection;
    private final ReadValve valve;
    private final GatewayMetrics metrics;
    private final int most;
    private final Queue<Inbound> inOrder = new ArrayDeque<>();
    private final AtomicInteger settledUnordered = new AtomicInteger();
    private final AtomicBoolean turnPlanned = new AtomicBoolean();
    private final Runnable turn = this::turn;
    private int pending;
    private int unreleased;
    private long readNanos = NOT_ASKED;

    Acknowledgements(
            ChannelHandlerContext context,
            Connection connection,
            ReadValve valve,
            GatewayConfig config,
            GatewayMetrics metrics) {
        this.context = context;
        this.connection = connection;
        this.valve = valve;
        this.metrics = metrics;
        this.most = config.receiveMaximum();
    }

    /** How many of the client's messages count against the receive maximum [MQTT-3.3.4-7]. */
    int unacknowledged() {
        return inOrder.size() + unreleased;
    }

    /**
     * A message that goes to the log now.
     *
     * @param packetId 0 if it wants no acknowledgement
     * @param exactlyOnce true if a PUBREC acknowledges it, not a PUBACK
     */
    Inbound expect(int packetId, boolean exactlyOnce, Lane lane, byte reasonCode, String reason) {
        readNanos = readNanos == NOT_ASKED ? System.nanoTime() : readNanos;
        Inbound inbound = new Inbound(this, packetId, exactlyOnce, lane, reasonCode, reason, readNanos);
        if (packetId != 0) {
            inOrder.add(inbound);
        }
        pending++;
        if (pending >= most) {
            valve.hold(ReadValve.Hold.UNACKNOWLEDGED);
        }
        return inbound;
    }

    /** What comes from now on came later. */
    void readCompleted() {
        readNanos = NOT_ASKED;
    }

    /** A PUBREL is answered. One of an older connection was not counted on this. */
    void released() {
        unreleased = Math.max(0, unreleased - 1);
    }

    /** A message settled; from any thread. */
    void settled(Inbound inbound) {
        if (inbound.packetId() == 0) {
            settledUnordered.incrementAndGet();
        }
        if (!turnPlanned.get() && turnPlanned.compareAndSet(false, true)) {
            context.executor().execute(turn);
        }
    }

    private void turn() {
        turnPlanned.set(false);
        pending -= settledUnordered.getAndSet(0);
        acknowledge();
        if (pending <= most / 2) {
            valve.release(ReadValve.Hold.UNACKNOWLEDGED);
        }
    }

    private void acknowledge() {
        Inbound head = inOrder.peek();
        if (head == null || head.isPending()) {
            return;
        }
        ByteBuf plain = null;
        long now = System.nanoTime();
        while (head != null && !head.isPending() && !connection.hasDeparted()) {
            if (head.isFailed()) {
                // Clients resend only on reconnecting, so an unacknowledged message must end the connection.
                flush(plain);
                plain = null;
                context.pipeline().fireUserEventTriggered(Departure.LOG_UNAVAILABLE);
                break;
            }
            inOrder.remove();
            pending--;
            metrics.acknowledged(head.lane(), now - head.receivedNanos());
            if (head.isExactlyOnce()) {
                received(head);
            }
            if (head.reasonCode() == 0) {
                plain = plain == null ? context.alloc().ioBuffer(PACKET_BYTES * (inOrder.size() + 1)) : plain;
                plain.writeByte(head.isExactlyOnce() ? PUBREC : PUBACK)
                        .writeByte(2)
                        .writeShort(head.packetId());
            } else {
                flush(plain);
                plain = null;
                context.write(refused(head));
            }
            head = inOrder.peek();
        }
        flush(plain);
        context.flush();
    }

    private void received(Inbound message) {
        Session session = Objects.requireNonNull(connection.session(), "a session before a PUBLISH");
        session.inbox().acknowledged(message.packetId());
        if (message.reasonCode() >= 0) {
            unreleased++;
        }
    }

    private MqttMessage refused(Inbound message) {
        Session session = Objects.requireNonNull(connection.session(), "a session before a PUBLISH");
        MqttProperties reason = Replies.withReason(message.reason(), session.limits(), 0);
        return Replies.acknowledgement(
                message.isExactlyOnce() ? MqttMessageType.PUBREC : MqttMessageType.PUBACK,
                message.packetId(),
                message.reasonCode(),
                reason);
    }

    private void flush(@Nullable ByteBuf plain) {
        if (plain != null) {
            context.write(plain);
        }
    }
}
