package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.GatewayConfig;
import io.citywatch.ingest.auth.Login;
import io.citywatch.ingest.auth.Refusal;
import io.citywatch.ingest.session.ClientLimits;
import io.citywatch.ingest.session.Connection;
import io.citywatch.ingest.session.Departure;
import io.citywatch.ingest.session.Session;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.DeviceKind;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** Lets a client in, once; before that nothing passes. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends in exceptionCaught or a closed channel
final class ConnectHandler extends ChannelInboundHandlerAdapter {
    private static final int MOST_IN_FLIGHT = 65_535;

    private final Collaborators shared;
    private final Connection connection;
    private final KeepAlive keepAlive;

    ConnectHandler(Collaborators shared, Connection connection, KeepAlive keepAlive) {
        this.shared = shared;
        this.connection = connection;
        this.keepAlive = keepAlive;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (connection.hasDeparted()) {
            ReferenceCountUtil.release(message);
            return;
        }
        boolean loggedIn = connection.session() != null;
        if (message instanceof MqttConnectMessage connect) {
            if (loggedIn) {
                context.pipeline().fireUserEventTriggered(Departure.PROTOCOL_ERROR); // [MQTT-3.1.0-2]
            } else {
                connect(context, connect);
            }
            return;
        }
        if (!loggedIn) {
            ReferenceCountUtil.release(message);
            context.pipeline().fireUserEventTriggered(Departure.PROTOCOL_ERROR);
            return;
        }
        context.fireChannelRead(message);
    }

    private void connect(ChannelHandlerContext context, MqttConnectMessage connect) {
        MqttConnectVariableHeader header = connect.variableHeader();
        boolean mqtt5 = header.version() == MqttVersion.MQTT_5.protocolLevel();
        Replies.speak(context.channel(), mqtt5);
        ClientLimits limits = mqtt5 ? limits(header.properties()) : ClientLimits.MQTT_3_1_1;
        if (limits == null || !isConsistent(header, mqtt5)) {
            context.pipeline().fireUserEventTriggered(Departure.PROTOCOL_ERROR);
            return;
        }
        Refusal unsupported = unsupported(header, mqtt5);
        if (unsupported != null) {
            refuse(context, connect, unsupported);
            return;
        }
        if (!shared.ready().getAsBoolean()) {
            context.pipeline().fireUserEventTriggered(Refusal.UNAVAILABLE);
            return;
        }
        Login login = shared.credentials()
                .login(
                        connect.payload().clientIdentifier(),
                        header.hasUserName() ? connect.payload().userName() : null,
                        header.hasPassword() ? connect.payload().passwordInBytes() : null);
        if (login instanceof Login.Refused refused) {
            refuse(context, connect, refused.refusal());
            return;
        }
        accept(context, header, ((Login.Accepted) login).credential(), limits);
    }

    private void accept(
            ChannelHandlerContext context,
            MqttConnectVariableHeader header,
            Credential credential,
            ClientLimits limits) {
        GatewayConfig config = shared.config();
        int packetLimit =
                credential.kind() == DeviceKind.THERMAL_CAMERA ? config.thermalPacketBytes() : config.packetBytes();
        Session session = new Session(connection, credential, limits);
        connection.open(session, packetLimit);
        shared.sessions().open(session);
        shared.metrics().connected();
        shared.records().presence(session.client(), session.number(), true, false);
        int longest = (int) config.longestKeepAlive().toSeconds();
        int asked = header.keepAliveTimeSeconds();
        boolean capped = limits.mqtt5() && (asked == 0 || asked > longest);
        keepAlive.begin(context, capped ? longest : asked);
        context.writeAndFlush(Replies.accepted(
                limits.mqtt5()
                        ? offered(packetLimit, capped ? longest : 0, header.properties())
                        : MqttProperties.NO_PROPERTIES));
    }

    private void refuse(ChannelHandlerContext context, MqttConnectMessage connect, Refusal refusal) {
        String client = connect.payload().clientIdentifier();
        shared.records().audit(client, "connect", client, refusal.text(), connection.remote());
        context.pipeline().fireUserEventTriggered(refusal);
    }

    /** What this gateway can do, for a client of MQTT 5. */
    private MqttProperties offered(int packetLimit, int serverKeepAlive, MqttProperties asked) {
        MqttProperties offered = new MqttProperties();
        add(offered, MqttProperties.RECEIVE_MAXIMUM, shared.config().receiveMaximum());
        add(offered, MqttProperties.MAXIMUM_QOS, 1);
        add(offered, MqttProperties.RETAIN_AVAILABLE, 0);
        add(offered, MqttProperties.MAXIMUM_PACKET_SIZE, packetLimit);
        add(offered, MqttProperties.TOPIC_ALIAS_MAXIMUM, 0);
        add(offered, MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE, 0);
        if (serverKeepAlive > 0) {
            add(offered, MqttProperties.SERVER_KEEP_ALIVE, serverKeepAlive);
        }
        if (number(asked, MqttProperties.SESSION_EXPIRY_INTERVAL, 0) > 0) {
            // What a session owes lives in the log, and nothing else of it outlives the connection.
            add(offered, MqttProperties.SESSION_EXPIRY_INTERVAL, 0);
        }
        return offered;
    }

    /** Null if a limit is one that MQTT 5 forbids. */
    private static @Nullable ClientLimits limits(MqttProperties properties) {
        int receiveMaximum = number(properties, MqttProperties.RECEIVE_MAXIMUM, MOST_IN_FLIGHT);
        long maximumPacketSize = number(properties, MqttProperties.MAXIMUM_PACKET_SIZE, -1) & 0xFFFFFFFFL;
        if (receiveMaximum == 0 || maximumPacketSize == 0) {
            return null;
        }
        boolean problemInformation = number(properties, MqttProperties.REQUEST_PROBLEM_INFORMATION, 1) == 1;
        return new ClientLimits(true, receiveMaximum, maximumPacketSize, problemInformation);
    }

    /** Flags that contradict each other are no CONNECT. [MQTT-3.1.2-11, -13, -14, -15, -22] */
    private static boolean isConsistent(MqttConnectVariableHeader header, boolean mqtt5) {
        boolean will = header.isWillFlag() ? header.willQos() <= 2 : header.willQos() == 0 && !header.isWillRetain();
        return will && (mqtt5 || header.hasUserName() || !header.hasPassword());
    }

    private static @Nullable Refusal unsupported(MqttConnectVariableHeader header, boolean mqtt5) {
        if (!mqtt5) {
            return header.version() == MqttVersion.MQTT_3_1_1.protocolLevel() ? null : Refusal.UNSUPPORTED_VERSION;
        }
        if (header.properties().getProperty(MqttProperties.AUTHENTICATION_METHOD) != null) {
            return Refusal.UNSUPPORTED_AUTHENTICATION;
        }
        if (header.isWillRetain()) {
            return Refusal.RETAINED_WILL;
        }
        return header.willQos() > 1 ? Refusal.WILL_QOS : null;
    }

    private static void add(MqttProperties properties, int id, int value) {
        properties.add(new MqttProperties.IntegerProperty(id, value));
    }

    private static int number(MqttProperties properties, int id, int otherwise) {
        return properties.getProperty(id) instanceof MqttProperties.IntegerProperty property
                ? property.value()
                : otherwise;
    }
}
