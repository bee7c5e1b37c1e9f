package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.auth.TopicRights;
import io.citywatch.ingest.limit.MessagePace;
import io.citywatch.ingest.log.AppendListener;
import io.citywatch.ingest.log.Intake;
import io.citywatch.ingest.log.Packer;
import io.citywatch.ingest.log.Route;
import io.citywatch.ingest.log.Routes;
import io.citywatch.ingest.session.Connection;
import io.citywatch.ingest.session.Departure;
import io.citywatch.ingest.session.Exchange;
import io.citywatch.ingest.session.Session;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.Lane;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes what a client publishes into the log, and acknowledges it once the log has it. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends in exceptionCaught or a closed channel
final class PublishHandler extends ChannelInboundHandlerAdapter {
    private static final byte NOT_AUTHORIZED = (byte) 0x87;
    private static final byte PACKET_ID_NOT_FOUND = (byte) 0x92;
    private static final byte PAYLOAD_FORMAT_INVALID = (byte) 0x99;
    private static final int MOST_ROUTES = 64;

    private final Collaborators shared;
    private final Connection connection;
    private final ReadValve valve;
    private final Packer packer;
    private final Map<String, Route> routes = new HashMap<>();
    private @Nullable Acknowledgements acknowledgements;
    private @Nullable TopicAliases aliases;
    private @Nullable MessagePace pace;
    private @Nullable Instant readAt;

    PublishHandler(Collaborators shared, Connection connection, ReadValve valve) {
        this.shared = shared;
        this.connection = connection;
        this.valve = valve;
        this.packer = new Packer(shared.log());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        acknowledgements = new Acknowledgements(context, connection, valve, shared.config(), shared.metrics());
        pace = new MessagePace(shared.entrance().rates(), context.executor(), this::complain);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof MqttPublishMessage publish) {
            try {
                publish(context, publish);
            } finally {
                publish.release();
            }
        } else if (message instanceof MqttMessage packet
                && packet.fixedHeader().messageType() == MqttMessageType.PUBREL) {
            release(context, ((MqttMessageIdVariableHeader) packet.variableHeader()).messageId());
        } else {
            packer.flush();
            context.fireChannelRead(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        packer.flush();
        waiting().readCompleted();
        readAt = null;
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        packer.flush(); // what it said counts before its will does
        context.fireChannelInactive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        packer.flush();
        if (event instanceof Credential repaced) {
            session().renew(repaced);
            Objects.requireNonNull(pace).change(repaced);
            return;
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            valve.release(ReadValve.Hold.SLOW_CLIENT);
        } else {
            valve.hold(ReadValve.Hold.SLOW_CLIENT);
        }
        context.fireChannelWritabilityChanged();
    }

    private void publish(ChannelHandlerContext context, MqttPublishMessage publish) {
        Session session = session();
        boolean mqtt5 = session.limits().mqtt5();
        Departure fault = mqtt5 ? fault(publish) : null;
        if (fault != null) {
            context.pipeline().fireUserEventTriggered(fault);
            return;
        }
        String topic = mqtt5 ? topic(publish) : publish.variableHeader().topicName();
        if (topic == null) {
            context.pipeline().fireUserEventTriggered(Departure.PROTOCOL_ERROR); // an alias that stands for nothing
            return;
        }
        publish(session, publish, topic, waiting());
    }

    /** What ends the connection of an MQTT 5 client; absent if the packet is one that this gateway takes. */
    private @Nullable Departure fault(MqttPublishMessage publish) {
        if (publish.fixedHeader().isRetain()) {
            return Departure.RETAIN_NOT_SUPPORTED;
        }
        MqttProperties properties = publish.variableHeader().properties();
        if (properties.getProperty(MqttProperties.TOPIC_ALIAS) instanceof MqttProperties.IntegerProperty alias
                && (alias.value() < 1 || alias.value() > connection.topicAliases())) {
            return Departure.TOPIC_ALIAS_INVALID; // [MQTT-3.3.2-8, -9]
        }
        boolean tooMany = publish.fixedHeader().qosLevel() != MqttQoS.AT_MOST_ONCE
                && waiting().unacknowledged() >= shared.config().receiveMaximum();
        return tooMany ? Departure.RECEIVE_MAXIMUM_EXCEEDED : null;
    }

    /** The topic, by its name or by the alias that stands for it; absent if that stands for nothing. */
    private @Nullable String topic(MqttPublishMessage publish) {
        String name = publish.variableHeader().topicName();
        if (!(publish.variableHeader().properties().getProperty(MqttProperties.TOPIC_ALIAS)
                instanceof MqttProperties.IntegerProperty alias)) {
            return name;
        }
        if (aliases == null) {
            aliases = new TopicAliases();
        }
        if (name.isEmpty()) {
            return aliases.topic(alias.value());
        }
        aliases.set(alias.value(), name);
        return name;
    }

    private void publish(Session session, MqttPublishMessage publish, String topic, Acknowledgements waiting) {
        MqttQoS qos = publish.fixedHeader().qosLevel();
        boolean exactlyOnce = qos == MqttQoS.EXACTLY_ONCE;
        int packetId =
                qos == MqttQoS.AT_MOST_ONCE ? 0 : publish.variableHeader().packetId();
        MessagePace pacing = Objects.requireNonNull(pace);
        if (packetId == 0 && pacing.sheds(session.credential(), topic)) {
            shared.metrics().shed();
            return;
        }
        if (exactlyOnce && isRepeat(session, packetId, waiting)) {
            return;
        }
        Route route = route(session, topic);
        if (route == null) {
            shared.metrics().foreignPublish();
            shared.records().audit(session.client(), "publish", topic, "foreign topic", connection.remote());
            byte code = session.limits().mqtt5() ? NOT_AUTHORIZED : 0;
            AppendListener refused = expect(session, waiting, packetId, exactlyOnce, Lane.BULK, code, "");
            pacing.charge(session.credential(), Lane.BULK, refused).appended(null);
            return;
        }
        byte[] payload = ByteBufUtil.getBytes(publish.payload());
        String contentType = PacketProperties.text(publish.variableHeader().properties(), MqttProperties.CONTENT_TYPE);
        Intake intake = route.take(payload, contentType, readAt());
        Lane lane = intake.entry().lane();
        String fault = intake.fault();
        byte code = fault != null && session.limits().mqtt5() ? PAYLOAD_FORMAT_INVALID : 0;
        AppendListener answer = expect(session, waiting, packetId, exactlyOnce, lane, code, fault == null ? "" : fault);
        AppendListener paced = pacing.charge(session.credential(), lane, answer);
        packer.append(intake.entry(), intake.counted(shared.metrics(), paced));
        if (!shared.log().hasRoom(lane) && valve.hold(ReadValve.Hold.LOG)) {
            shared.log()
                    .whenRoom(
                            lane,
                            () -> connection.channel().eventLoop().execute(() -> valve.release(ReadValve.Hold.LOG)));
        }
    }

    /** When this stretch of reading began: what came in one go was received at one time. */
    private Instant readAt() {
        Instant known = readAt;
        if (known == null) {
            known = shared.clock().instant();
            readAt = known;
        }
        return known;
    }

    /** Answers a QoS 2 message that came before: what the log has, or is about to have, it gets no second time. */
    private static boolean isRepeat(Session session, int packetId, Acknowledgements waiting) {
        if (session.inbox().hasReceived(packetId)) {
            waiting.expect(packetId, true, Lane.BULK, (byte) 0, "").appended(null);
            return true;
        }
        Optional<Exchange> pending = session.inbox().pending(packetId);
        pending.ifPresent(exchange -> exchange.whenLogged(
                waiting.expect(packetId, true, Lane.BULK, exchange.reasonCode(), exchange.reason())));
        return pending.isPresent();
    }

    /** How the message is to be answered; who hears of its append is to be told. */
    private static AppendListener expect(
            Session session,
            Acknowledgements waiting,
            int packetId,
            boolean exactlyOnce,
            Lane lane,
            byte code,
            String reason) {
        Inbound inbound = waiting.expect(packetId, exactlyOnce, lane, code, reason);
        if (!exactlyOnce) {
            return inbound;
        }
        Exchange exchange = session.inbox().open(packetId, code, reason);
        exchange.whenLogged(inbound);
        return exchange;
    }

    private void release(ChannelHandlerContext context, int packetId) {
        Session session = session();
        if (session.inbox().pending(packetId).isPresent()) {
            context.pipeline().fireUserEventTriggered(Departure.PROTOCOL_ERROR); // its PUBREC has not been sent
            return;
        }
        boolean known = session.inbox().release(packetId);
        waiting().released();
        byte code = known || !session.limits().mqtt5() ? 0 : PACKET_ID_NOT_FOUND;
        context.writeAndFlush(
                Replies.acknowledgement(MqttMessageType.PUBCOMP, packetId, code, MqttProperties.NO_PROPERTIES));
    }

    /** The client is over its rate. */
    private void complain() {
        Session session = Objects.requireNonNull(connection.session());
        shared.records().audit(session.client(), "publish", session.client(), "over its rate", connection.remote());
    }

    /** Absent if the topic is foreign to this client. */
    private @Nullable Route route(Session session, String topic) {
        Route known = routes.get(topic);
        if (known != null) {
            return known;
        }
        Optional<Route> found = TopicRights.publishing(session.credential(), topic)
                .map(parsed -> Routes.of(shared.config().id(), session.credential(), parsed, topic));
        if (found.isPresent() && routes.size() < MOST_ROUTES) {
            routes.put(topic, found.get());
        }
        return found.orElse(null);
    }

    private Session session() {
        return Objects.requireNonNull(connection.session(), "a session before a PUBLISH");
    }

    private Acknowledgements waiting() {
        return Objects.requireNonNull(acknowledgements, "a handler that was added");
    }
}
