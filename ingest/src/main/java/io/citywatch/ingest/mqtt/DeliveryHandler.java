package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.session.Connection;
import io.citywatch.ingest.session.Session;
import io.citywatch.ingest.session.Subscriptions;
import io.citywatch.model.message.PendingMessage;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttPubAckMessage;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sends a client what the platform owes it, once it is subscribed: the newest revision of each message, never past its
 * time, again on each connection until the client acknowledges it. Its acknowledgement becomes a receipt in the log.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends in exceptionCaught or a closed channel
final class DeliveryHandler extends ChannelInboundHandlerAdapter {
    private static final int PUBLISH_OVERHEAD = 64;

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
            if (session != null) {
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
        Optional<PendingMessage> next = session.outbox().next();
        boolean wrote = false;
        while (next.isPresent() && !connection.hasDeparted()) {
            wrote |= send(context, session, next.get(), shared.clock().instant());
            next = session.outbox().next();
        }
        if (wrote) {
            context.flush();
        }
    }

    private boolean send(ChannelHandlerContext context, Session session, PendingMessage message, Instant now) {
        Optional<Subscriptions.Match> match = session.subscriptions().match(message.topic());
        String text = message.payload();
        if (match.isEmpty() || text == null || !now.isBefore(message.until())) {
            session.outbox().drop(message);
            return false;
        }
        session.outbox().sent(message);
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        if (payload.length + message.topic().length() + PUBLISH_OVERHEAD
                > session.limits().maximumPacketSize()) {
            return false; // to such a client it counts as sent [MQTT-3.1.2-25]
        }
        boolean again = shared.pending().attempt(message);
        int packetId = match.get().qos() == 0 ? 0 : session.outbox().track(message);
        context.write(Replies.publish(
                message.topic(),
                payload,
                packetId,
                again && packetId != 0,
                session.limits().mqtt5() ? match.get().identifiers() : List.of()));
        shared.metrics().delivered();
        return true;
    }

    private static boolean isTaken(MqttPubAckMessage puback) {
        return !(puback.variableHeader() instanceof MqttPubReplyMessageVariableHeader reply) || reply.reasonCode() >= 0;
    }
}
