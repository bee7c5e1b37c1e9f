package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.session.Connection;
import io.citywatch.ingest.session.Outbox;
import io.citywatch.ingest.session.Session;
import io.citywatch.ingest.session.Subscriptions;
import io.citywatch.model.message.PendingMessage;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubAckMessage;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sends a client what the platform owes it, once it is subscribed: the newest revision of each message, never past its
 * time, again on each connection until the client acknowledges it. Its acknowledgement becomes a receipt in the log.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends in exceptionCaught or a closed channel
final class DeliveryHandler extends ChannelInboundHandlerAdapter {
    private static final int PUBLISH_OVERHEAD = 32;
    private static final int IDENTIFIER_BYTES = 5;
    private static final long LONGEST_EXPIRY_SECONDS = 0xFFFF_FFFFL;
    private static final byte[] NOTHING = {};

    private final Collaborators shared;
    private final Connection connection;

    DeliveryHandler(Collaborators shared, Connection connection) {
        this.shared = shared;
        this.connection = connection;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        Session session = connection.session();
        if (event instanceof PendingMessage message) {
            if (session != null && session.hasBegun()) {
                offer(session, message);
                send(context, session);
            }
        } else if (event == SubscribeHandler.Event.SUBSCRIBED) {
            if (session != null) {
                shared.pending().due(session.client(), shared.clock().instant()).forEach(due -> offer(session, due));
                send(context, session);
            }
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Session session = connection.session();
        if (session == null || !(message instanceof MqttPubAckMessage puback)) {
            context.fireChannelRead(message);
            return;
        }
        Optional<PendingMessage> acknowledged =
                session.outbox().acknowledged(puback.variableHeader().messageId());
        acknowledged.ifPresent(delivered -> acknowledge(delivered, isTaken(puback)));
        send(context, session);
    }

    private void acknowledge(PendingMessage delivered, boolean taken) {
        // Refused or not, an acknowledged message must not be sent again [MQTT-4.4.0-1]; but only one that was taken
        // counts as delivered.
        shared.pending().acknowledge(delivered, shared.clock().instant());
        if (taken) {
            shared.records().receipt(delivered);
            shared.metrics().receipt();
        }
    }

    private void offer(Session session, PendingMessage message) {
        if (message.settled() || session.subscriptions().match(message.topic()).isPresent()) {
            session.outbox().offer(message);
        }
    }

    private void send(ChannelHandlerContext context, Session session) {
        boolean wrote = sendAgain(context, session);
        Optional<PendingMessage> next = session.outbox().next();
        while (next.isPresent() && !connection.hasDeparted()) {
            wrote |= send(context, session, next.get(), shared.clock().instant());
            next = session.outbox().next();
        }
        if (wrote) {
            context.flush();
        }
    }

    /** What an older connection of the session sent and the client did not acknowledge. */
    private boolean sendAgain(ChannelHandlerContext context, Session session) {
        Optional<Outbox.Resend> next = session.outbox().nextAgain();
        boolean wrote = false;
        while (next.isPresent() && !connection.hasDeparted()) {
            PendingMessage message = next.get().message();
            byte[] payload = payload(message);
            if (fits(session, message, payload)) {
                write(context, session, message, payload, next.get().packetId(), true);
                wrote = true;
            } else {
                session.outbox().acknowledged(next.get().packetId()); // as if it were sent [MQTT-3.1.2-25]
            }
            next = session.outbox().nextAgain();
        }
        return wrote;
    }

    private boolean send(ChannelHandlerContext context, Session session, PendingMessage message, Instant now) {
        Optional<Subscriptions.Match> match = session.subscriptions().match(message.topic());
        byte[] payload = payload(message);
        if (match.isEmpty()
                || message.payload() == null
                || !now.isBefore(message.until())
                || !fits(session, message, payload)) {
            session.outbox().drop(message);
            return false;
        }
        session.outbox().sent(message);
        boolean again = shared.pending().attempt(message);
        int packetId = match.get().qos() == 0 ? 0 : session.outbox().track(message);
        write(context, session, message, payload, packetId, again && packetId != 0);
        return true;
    }

    private void write(
            ChannelHandlerContext context,
            Session session,
            PendingMessage message,
            byte[] payload,
            int packetId,
            boolean again) {
        MqttProperties properties =
                session.limits().mqtt5() ? properties(session, message) : MqttProperties.NO_PROPERTIES;
        context.write(Replies.publish(message.topic(), payload, packetId, again, properties));
        shared.metrics().delivered();
    }

    /** The time that is left to it, and what the client called the subscriptions that it matches. */
    private MqttProperties properties(Session session, PendingMessage message) {
        MqttProperties properties = new MqttProperties();
        long left = Duration.between(shared.clock().instant(), message.until()).toSeconds();
        if (left <= LONGEST_EXPIRY_SECONDS) {
            properties.add(new MqttProperties.IntegerProperty(
                    MqttProperties.PUBLICATION_EXPIRY_INTERVAL, (int) Math.max(1, left)));
        }
        session.subscriptions()
                .match(message.topic())
                .ifPresent(match -> match.identifiers()
                        .forEach(identifier -> properties.add(new MqttProperties.IntegerProperty(
                                MqttProperties.SUBSCRIPTION_IDENTIFIER, identifier))));
        return properties;
    }

    /** A client is sent nothing longer than it can bear [MQTT-3.1.2-24]. */
    private static boolean fits(Session session, PendingMessage message, byte[] payload) {
        long identifiers = (long) session.subscriptions().size() * IDENTIFIER_BYTES;
        return session.limits().bears(payload.length + message.topic().length() + identifiers + PUBLISH_OVERHEAD);
    }

    private static byte[] payload(PendingMessage message) {
        String text = message.payload();
        return text == null ? NOTHING : text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isTaken(MqttPubAckMessage puback) {
        return !(puback.variableHeader() instanceof MqttPubReplyMessageVariableHeader reply) || reply.reasonCode() >= 0;
    }
}
