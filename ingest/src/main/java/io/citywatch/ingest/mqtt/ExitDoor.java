package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.auth.Refusal;
import io.citywatch.ingest.packet.Fault;
import io.citywatch.ingest.session.Connection;
import io.citywatch.ingest.session.Departure;
import io.citywatch.ingest.session.Session;
import io.citywatch.ingest.tls.RefusedCertificate;
import io.citywatch.model.PlainText;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door out: every connection ends here, whatever ends it. Who has a reason fires it as an event, a
 * {@link Departure}, a {@link Refusal} or the {@link Fault} of a packet; nothing else in the gateway closes a channel.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends in exceptionCaught or a closed channel
final class ExitDoor extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ExitDoor.class);

    private static final long LINGER_MILLIS = 1_000;
    private static final int LONGEST_SHOWN = 200;

    private final Collaborators shared;
    private final Connection connection;

    ExitDoor(Collaborators shared, Connection connection) {
        this.shared = shared;
        this.connection = connection;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Departure departure) {
            if (departure == Departure.BARRED) {
                bar();
            }
            depart(context, departure);
        } else if (event instanceof Refusal refusal) {
            refuse(context, refusal);
        } else if (event instanceof Fault fault) {
            expel(context, fault);
        } else if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            refuseCertificate(handshake.cause());
            depart(context, Departure.HANDSHAKE_FAILED);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        // What no handler knows is not for a client to send here.
        String type = message instanceof MqttMessage packet
                ? packet.fixedHeader().messageType().name()
                : "none";
        ReferenceCountUtil.release(message);
        expel(context, Fault.protocolError("packet type: " + type + " (expected: one that is due)"));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        depart(context, Departure.CLIENT_LEFT);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            depart(context, Departure.CLIENT_LEFT);
            return;
        }
        if (cause instanceof DecoderException) {
            expel(context, Fault.malformed(PlainText.escaped(String.valueOf(cause.getMessage()), LONGEST_SHOWN)));
            return;
        }
        LOG.warn("connection {} from {} failed", connection.number(), connection.remote(), cause);
        depart(context, Departure.INTERNAL_ERROR);
    }

    private void expel(ChannelHandlerContext context, Fault fault) {
        if (!connection.hasDeparted()) {
            log(fault);
        }
        switch (fault.kind()) {
            case MALFORMED -> depart(context, Departure.MALFORMED_PACKET, fault.what());
            case PROTOCOL_ERROR -> depart(context, Departure.PROTOCOL_ERROR, fault.what());
            case TOPIC_ALIAS_INVALID -> depart(context, Departure.TOPIC_ALIAS_INVALID, fault.what());
            case TOO_LARGE -> depart(context, Departure.PACKET_TOO_LARGE, fault.what());
            case UNSUPPORTED_VERSION -> refuse(context, Refusal.UNSUPPORTED_VERSION);
        }
    }

    /** A client of ours that errs is for an operator to know of; of strangers there may be any number. */
    private void log(Fault fault) {
        Session session = connection.session();
        if (session == null) {
            LOG.debug(
                    "connection {} from {} ends before its login, {}: {}",
                    connection.number(),
                    connection.remote(),
                    fault.kind(),
                    fault.what());
            return;
        }
        LOG.info(
                "connection {} from {} of {} ends, {}: {}",
                connection.number(),
                connection.remote(),
                session.client(),
                fault.kind(),
                fault.what());
    }

    private void refuse(ChannelHandlerContext context, Refusal refusal) {
        if (connection.depart()) {
            shared.metrics().refused(refusal.name());
            tellAndClose(context, Replies.refused(refusal, connection.limits()));
        }
    }

    /** A login that was right and is no more: who looks for an intruder wants to know when he was put out. */
    private void bar() {
        Session session = connection.session();
        if (session != null && !connection.hasDeparted()) {
            String client = session.client();
            shared.records()
                    .audit(
                            client,
                            "connect",
                            client,
                            "put out: what it logged in with no longer holds",
                            connection.remote());
        }
    }

    private void refuseCertificate(Throwable failure) {
        RefusedCertificate.in(failure).ifPresent(refused -> {
            shared.metrics().refused(Refusal.BAD_CERTIFICATE.name());
            shared.records()
                    .audit(refused.client(), "connect", refused.client(), refused.reason(), connection.remote());
        });
    }

    private void depart(ChannelHandlerContext context, Departure departure) {
        depart(context, departure, departure.text());
    }

    /** @param reason in words, for a client of MQTT 5 */
    private void depart(ChannelHandlerContext context, Departure departure, String reason) {
        if (!connection.depart()) {
            return;
        }
        shared.metrics().departed(departure.name());
        if (departure.isOffence()) {
            shared.entrance().offended(connection, departure);
        }
        Session session = connection.session();
        if (session != null && session.hasBegun()) {
            close(session, departure);
        }
        if (session != null && session.limits().mqtt5() && departure.isTold()) {
            tellAndClose(context, Replies.disconnect(departure, reason, session.limits()));
        } else {
            context.channel().close();
        }
    }

    /** One that has not begun is closed by whoever begins it. */
    private void close(Session session, Departure departure) {
        shared.metrics().disconnected();
        if (departure == Departure.SHUTTING_DOWN) {
            session.forgetWill(); // it is not the device that goes
        }
        if (shared.sessions().close(session, shared.clock().instant(), shared.wills()::fire)) {
            shared.records().presence(session.client(), session.number(), false, false);
        }
    }

    /**
     * Closing a socket while bytes of the client are unread resets it, and the last packet may be lost with it. So only
     * our half is closed, what comes is thrown away, and the client has a moment to close the other half.
     */
    private static void tellAndClose(ChannelHandlerContext context, MqttMessage last) {
        Channel channel = context.channel();
        channel.config().setAutoRead(true);
        channel.writeAndFlush(last).addListener(written -> {
            if (written.isSuccess() && channel instanceof DuplexChannel duplex) {
                Transport.sayGoodbye(channel).addListener(said -> duplex.shutdownOutput());
            } else {
                channel.close();
            }
        });
        context.executor().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }
}
