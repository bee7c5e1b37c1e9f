package io.citywatch.simulators.load;

import io.citywatch.simulators.device.BackOff;
import io.citywatch.simulators.device.Link;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of a fleet: MQTT 5, QoS 1. It comes back by itself after 1 to 128 s, subscribes again, and sends again in
 * order what nobody acknowledged. All calls are thread-safe; the state belongs to the lock, because a connection may
 * come back on another event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends in exceptionCaught or a closed channel
public final class NettyConnection implements Link {
    private static final Logger LOG = LoggerFactory.getLogger(NettyConnection.class);
    private static final int KEEP_ALIVE_SECONDS = 60;
    private static final int MOST_IN_FLIGHT = 1_000;
    private static final int MOST_PACKET_ID = 65_535;
    private static final int FIRST_FAILURE_CODE = 0x80;

    private final NettyFleet fleet;
    private final String id;
    private final String token;
    private final @Nullable String filter;
    private final Consumer<byte[]> onMessage;
    /** A fleet that lost its gateway together does not come back together. */
    private final BackOff backOff = new BackOff(ThreadLocalRandom.current());

    private final Deque<Message> waiting = new ArrayDeque<>();
    private final Map<Integer, Message> inFlight = new LinkedHashMap<>();
    private @Nullable Channel channel;
    private CompletableFuture<@Nullable Void> connected = new CompletableFuture<>();
    private CompletableFuture<@Nullable Void> gone = CompletableFuture.completedFuture(null);
    private boolean open;
    private boolean away = true;
    private int lastPacketId;

    /** @param again sent on each new connection until it is acknowledged */
    @SuppressWarnings("ArrayRecordComponent") // a payload on its way; nobody compares messages
    private record Message(
            String topic, byte[] payload, boolean again, CompletableFuture<@Nullable Void> acknowledged) {}

    NettyConnection(NettyFleet fleet, String id, String token, @Nullable String filter, Consumer<byte[]> onMessage) {
        this.fleet = fleet;
        this.id = id;
        this.token = token;
        this.filter = filter;
        this.onMessage = onMessage;
    }

    /** The client id. */
    public String id() {
        return id;
    }

    /** A refused login fails it; a gateway that is not there yet is tried again. */
    @Override
    public CompletableFuture<@Nullable Void> connect() {
        CompletableFuture<@Nullable Void> ready;
        synchronized (this) {
            away = false;
            if (connected.isDone() && !open) {
                connected = new CompletableFuture<>();
            }
            ready = connected.copy();
        }
        dial();
        return ready;
    }

    @Override
    public CompletableFuture<@Nullable Void> publish(String topic, byte[] payload) {
        return send(new Message(topic, payload, false, new CompletableFuture<>()));
    }

    @Override
    public CompletableFuture<@Nullable Void> deliver(String topic, byte[] payload) {
        return send(new Message(topic, payload, true, new CompletableFuture<>()));
    }

    private CompletableFuture<@Nullable Void> send(Message message) {
        boolean kept;
        synchronized (this) {
            kept = open || (message.again() && !away);
            if (kept) {
                waiting.add(message);
                sendWaiting();
            }
        }
        if (!kept) {
            message.acknowledged()
                    .completeExceptionally(new IllegalStateException("publish of " + id + ": not connected"));
        }
        return message.acknowledged();
    }

    /** How many messages nobody has acknowledged yet. */
    public synchronized int unacknowledged() {
        return waiting.size() + inFlight.size();
    }

    /** Cuts the connection without a goodbye, as a network does; it comes back by itself. */
    public synchronized void cut() {
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public synchronized CompletableFuture<@Nullable Void> disconnect() {
        away = true;
        Channel now = channel;
        if (now == null) {
            return CompletableFuture.completedFuture(null);
        }
        gone = new CompletableFuture<>();
        now.writeAndFlush(MqttMessageBuilders.disconnect().build()).addListener(done -> now.close());
        return gone.copy();
    }

    @Override
    public synchronized void close() {
        away = true;
        cut();
    }

    SimpleChannelInboundHandler<MqttMessage> handler() {
        return new Packets();
    }

    private synchronized void dial() {
        if (away || channel != null) {
            return;
        }
        fleet.dial(this).addListener(opened -> {
            if (!opened.isSuccess()) {
                dialLater();
            }
        });
    }

    private synchronized void dialLater() {
        if (!away) {
            fleet.later(this::dial, backOff.next().toMillis());
        }
    }

    private synchronized void opened(Channel now) {
        channel = now;
        now.writeAndFlush(MqttMessageBuilders.connect()
                .protocolVersion(MqttVersion.MQTT_5)
                .clientId(id)
                .username(id)
                .password(token.getBytes(StandardCharsets.UTF_8))
                .hasUser(true)
                .hasPassword(true)
                .cleanSession(true)
                .keepAlive(KEEP_ALIVE_SECONDS)
                .build());
    }

    private void lost(Channel lost) {
        List<Message> failed = new ArrayList<>();
        CompletableFuture<@Nullable Void> left;
        synchronized (this) {
            if (channel != lost) {
                return;
            }
            channel = null;
            open = false;
            List<Message> unacknowledged = new ArrayList<>(inFlight.values());
            unacknowledged.addAll(waiting);
            inFlight.clear();
            waiting.clear();
            unacknowledged.forEach(message -> (message.again() ? waiting : failed).add(message));
            left = gone;
            dialLater();
        }
        failed.forEach(message -> message.acknowledged()
                .completeExceptionally(new IllegalStateException("publish of " + id + ": connection lost")));
        left.complete(null);
    }

    private void accepted(Channel now) {
        CompletableFuture<@Nullable Void> ready;
        synchronized (this) {
            open = true;
            backOff.reset();
            if (filter != null) {
                now.writeAndFlush(MqttMessageBuilders.subscribe()
                        .messageId(nextPacketId())
                        .addSubscription(MqttQoS.AT_LEAST_ONCE, filter)
                        .build());
            }
            sendWaiting();
            ready = connected;
        }
        if (filter == null) {
            ready.complete(null);
        }
    }

    private void subscribed() {
        CompletableFuture<@Nullable Void> ready;
        synchronized (this) {
            ready = connected;
        }
        ready.complete(null);
    }

    private void refused(MqttConnectReturnCode code) {
        CompletableFuture<@Nullable Void> first;
        synchronized (this) {
            first = connected;
            // Once let in, it tries again: a gateway that has just started may not know its clients yet.
            away |= !first.isDone();
        }
        if (!first.completeExceptionally(new IllegalStateException("connect of " + id + ": " + code))) {
            LOG.warn("{} is refused: {}", id, code);
        }
    }

    private void sendWaiting() {
        Channel now = channel;
        if (!open || now == null) {
            return;
        }
        boolean wrote = false;
        while (!waiting.isEmpty() && inFlight.size() < MOST_IN_FLIGHT) {
            Message message = waiting.removeFirst();
            int packetId = nextPacketId();
            inFlight.put(packetId, message);
            now.write(MqttMessageBuilders.publish()
                    .topicName(message.topic())
                    .qos(MqttQoS.AT_LEAST_ONCE)
                    .messageId(packetId)
                    .payload(Unpooled.wrappedBuffer(message.payload()))
                    .build());
            wrote = true;
        }
        if (wrote) {
            now.flush();
        }
    }

    private int nextPacketId() {
        do {
            lastPacketId = lastPacketId % MOST_PACKET_ID + 1;
        } while (inFlight.containsKey(lastPacketId));
        return lastPacketId;
    }

    private void acknowledged(int packetId, int reason) {
        Message message;
        synchronized (this) {
            message = inFlight.remove(packetId);
            sendWaiting();
        }
        if (message == null) {
            return;
        }
        if (reason >= FIRST_FAILURE_CODE) {
            message.acknowledged()
                    .completeExceptionally(new IllegalStateException(
                            String.format("publish of %s on %s: refused with 0x%02X", id, message.topic(), reason)));
        } else {
            message.acknowledged().complete(null);
        }
    }

    /** The socket's side of the client; one for each connection that it makes. */
    private final class Packets extends SimpleChannelInboundHandler<MqttMessage> {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            opened(context.channel());
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            lost(context.channel());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof IdleStateEvent) {
                context.writeAndFlush(new MqttMessage(
                        new MqttFixedHeader(MqttMessageType.PINGREQ, false, MqttQoS.AT_MOST_ONCE, false, 0)));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            LOG.debug("{} failed", id, failure);
            context.close();
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
            if (message.decoderResult().isFailure()) {
                context.close();
                return;
            }
            switch (message.fixedHeader().messageType()) {
                case CONNACK -> answered(context, (MqttConnAckMessage) message);
                case SUBACK -> subscribed();
                case PUBACK -> puback((MqttMessageIdVariableHeader) message.variableHeader());
                case PUBLISH -> arrived(context, (MqttPublishMessage) message);
                case DISCONNECT -> context.close();
                default -> {} // a ping's answer
            }
        }

        private void answered(ChannelHandlerContext context, MqttConnAckMessage answer) {
            MqttConnectReturnCode code = answer.variableHeader().connectReturnCode();
            if (code == MqttConnectReturnCode.CONNECTION_ACCEPTED) {
                accepted(context.channel());
                return;
            }
            refused(code);
            context.close();
        }

        private void puback(MqttMessageIdVariableHeader header) {
            int reason = header instanceof MqttPubReplyMessageVariableHeader reply ? reply.reasonCode() & 0xFF : 0;
            acknowledged(header.messageId(), reason);
        }

        private void arrived(ChannelHandlerContext context, MqttPublishMessage message) {
            byte[] payload = ByteBufUtil.getBytes(message.payload());
            try {
                onMessage.accept(payload);
            } catch (RuntimeException e) {
                LOG.warn(
                        "{} cannot take a message on {}",
                        id,
                        message.variableHeader().topicName(),
                        e);
            }
            if (message.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE) {
                context.writeAndFlush(MqttMessageBuilders.pubAck()
                        .packetId(message.variableHeader().packetId())
                        .build());
            }
        }
    }
}
