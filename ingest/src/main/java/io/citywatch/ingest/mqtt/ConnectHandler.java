package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.GatewayConfig;
import io.citywatch.ingest.auth.Login;
import io.citywatch.ingest.auth.Refusal;
import io.citywatch.ingest.session.ClientLimits;
import io.citywatch.ingest.session.Connection;
import io.citywatch.ingest.session.Handover;
import io.citywatch.ingest.session.Session;
import io.citywatch.ingest.session.Will;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.DeviceKind;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Lets a client in, once; before that nothing passes. Where an older connection of the client still holds its session,
 * packets wait here until that has let go.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends in exceptionCaught or a closed channel
final class ConnectHandler extends ChannelInboundHandlerAdapter {
    /** With everything that it may say, in bytes. To who cannot bear it, it says nothing but yes [MQTT-3.1.2-24]. */
    private static final int LONGEST_CONNACK = 64;

    private static final byte[] NOTHING = {};

    private final Collaborators shared;
    private final Connection connection;
    private final KeepAlive keepAlive;
    private final ReadValve valve;
    private final Queue<Object> early = new ArrayDeque<>(0);

    ConnectHandler(Collaborators shared, Connection connection, KeepAlive keepAlive, ReadValve valve) {
        this.shared = shared;
        this.connection = connection;
        this.keepAlive = keepAlive;
        this.valve = valve;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (connection.hasDeparted()) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof MqttConnectMessage connect) {
            connect(context, connect);
        } else if (Objects.requireNonNull(connection.session(), "a session after a CONNECT")
                .hasBegun()) {
            context.fireChannelRead(message);
        } else {
            early.add(message);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        early.forEach(ReferenceCountUtil::release);
        early.clear();
    }

    private void connect(ChannelHandlerContext context, MqttConnectMessage connect) {
        MqttConnectVariableHeader header = connect.variableHeader();
        boolean mqtt5 = header.version() == MqttVersion.MQTT_5.protocolLevel();
        ClientLimits limits = mqtt5 ? SessionTerms.limits(header.properties()) : ClientLimits.MQTT_3_1_1;
        connection.announce(limits);
        Refusal unsupported = mqtt5 ? unsupported(header) : null;
        if (unsupported != null) {
            refuse(context, connect, connect.payload().clientIdentifier(), unsupported);
            return;
        }
        if (!shared.ready().getAsBoolean()) {
            context.pipeline().fireUserEventTriggered(Refusal.UNAVAILABLE);
            return;
        }
        Login login = shared.entrance()
                .login(
                        connection,
                        connect.payload().clientIdentifier(),
                        header.hasUserName() ? connect.payload().userName() : null,
                        header.hasPassword() ? connect.payload().passwordInBytes() : null);
        if (login instanceof Login.Refused refused) {
            refuse(context, connect, connect.payload().clientIdentifier(), refused.refusal());
            return;
        }
        admit(context, connect, ((Login.Accepted) login).credential(), limits);
    }

    private void admit(
            ChannelHandlerContext context, MqttConnectMessage connect, Credential credential, ClientLimits limits) {
        Will will = connect.variableHeader().isWillFlag() ? will(credential, connect.payload()) : null;
        Optional<Refusal> refusal =
                will == null ? Optional.empty() : shared.wills().refusal(credential, will);
        if (will != null && refusal.isPresent()) {
            refuse(context, connect, will.topic(), refusal.get());
            return;
        }
        SessionTerms terms = SessionTerms.of(connect.variableHeader(), limits.mqtt5(), shared.config());
        Session session = new Session(connection, credential, limits, terms.expiry(), will);
        connection.open(session, packetLimit(credential), terms.topicAliases());
        shared.sessions().open(session, shared.clock().instant(), handover -> {
            if (context.executor().inEventLoop()) {
                begin(context, session, terms, handover);
            } else {
                context.executor().execute(() -> begin(context, session, terms, handover));
            }
        });
        shared.credentials().recheck(credential);
        if (!session.hasBegun()) {
            valve.hold(ReadValve.Hold.OPENING);
        }
    }

    private void begin(ChannelHandlerContext context, Session session, SessionTerms terms, Handover handover) {
        boolean resumed = session.begin(handover, terms.clean());
        if (!resumed && handover.will() != null) {
            shared.wills().fire(handover.will()); // its session has ended
        }
        if (connection.hasDeparted()) {
            shared.sessions().close(session, shared.clock().instant(), shared.wills()::fire);
            return;
        }
        shared.metrics().connected();
        session.outbox()
                .resume(
                        session.limits().receiveMaximum(),
                        shared.pending().due(session.client(), shared.clock().instant()));
        boolean deliverable = SubscribeHandler.isDeliverable(session);
        session.changeDeliverable(deliverable);
        shared.records().presence(session.client(), session.number(), true, deliverable);
        keepAlive.begin(context, terms.keepAlive());
        context.writeAndFlush(Replies.accepted(
                resumed,
                session.limits().mqtt5() && session.limits().bears(LONGEST_CONNACK)
                        ? terms.offered(packetLimit(session.credential()), shared.config())
                        : MqttProperties.NO_PROPERTIES));
        if (resumed) {
            context.fireUserEventTriggered(SubscribeHandler.Event.SUBSCRIBED);
        }
        Object waiting = early.poll();
        while (waiting != null) {
            channelRead(context, waiting);
            waiting = early.poll();
        }
        valve.release(ReadValve.Hold.OPENING);
    }

    private void refuse(ChannelHandlerContext context, MqttConnectMessage connect, String target, Refusal refusal) {
        String client = connect.payload().clientIdentifier();
        shared.records().audit(client, "connect", target, refusal.text(), connection.remote());
        context.pipeline().fireUserEventTriggered(refusal);
    }

    private int packetLimit(Credential credential) {
        GatewayConfig config = shared.config();
        return credential.kind() == DeviceKind.THERMAL_CAMERA ? config.thermalPacketBytes() : config.packetBytes();
    }

    private Will will(Credential credential, MqttConnectPayload payload) {
        MqttProperties properties = payload.willProperties();
        byte @Nullable [] message = payload.willMessageInBytes();
        return new Will(
                credential.client(),
                connection.number(),
                String.valueOf(payload.willTopic()),
                message == null ? NOTHING : message,
                PacketProperties.text(properties, MqttProperties.CONTENT_TYPE),
                Duration.ofSeconds(Integer.toUnsignedLong(
                        PacketProperties.number(properties, MqttProperties.WILL_DELAY_INTERVAL, 0))));
    }

    /** What of MQTT 5 this gateway does not offer. */
    private static @Nullable Refusal unsupported(MqttConnectVariableHeader header) {
        if (header.properties().getProperty(MqttProperties.AUTHENTICATION_METHOD) != null) {
            return Refusal.UNSUPPORTED_AUTHENTICATION;
        }
        return header.isWillRetain() ? Refusal.RETAINED_WILL : null;
    }
}
