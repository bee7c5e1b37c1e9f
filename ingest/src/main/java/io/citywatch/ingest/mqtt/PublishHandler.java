package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.auth.TopicRights;
import io.citywatch.ingest.log.AppendListener;
import io.citywatch.ingest.log.Intake;
import io.citywatch.ingest.log.Route;
import io.citywatch.ingest.log.Routes;
import io.citywatch.ingest.session.Connection;
import io.citywatch.ingest.session.Departure;
import io.citywatch.ingest.session.Session;
import io.citywatch.model.telemetry.Lane;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes what a client publishes into the log, and acknowledges it once the log has it. */
final class PublishHandler extends ChannelInboundHandlerAdapter {
    private static final byte NOT_AUTHORIZED = (byte) 0x87;
    private static final byte PAYLOAD_FORMAT_INVALID = (byte) 0x99;
    private static final int MOST_ROUTES = 64;
    private static final int LONGEST_REASON = 512;
    private static final int PUBACK_OVERHEAD = 16;

    private final Collaborators shared;
    private final Connection connection;
    private final ReadValve valve;
    private final Map<String, Route> routes = new HashMap<>();
    private @Nullable Acknowledgements acknowledgements;

    PublishHandler(Collaborators shared, Connection connection, ReadValve valve) {
        this.shared = shared;
        this.connection = connection;
        this.valve = valve;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        acknowledgements = new Acknowledgements(context, connection, valve, shared.config(), shared.metrics());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof MqttPublishMessage publish)) {
            context.fireChannelRead(message);
            return;
        }
        try {
            Session session = Objects.requireNonNull(connection.session(), "a session before a PUBLISH");
            Departure fault = fault(publish, session);
            if (fault != null) {
                context.pipeline().fireUserEventTriggered(fault);
            } else {
                publish(session, publish, Objects.requireNonNull(acknowledgements));
            }
        } finally {
            publish.release();
        }
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

    /** What ends the connection; absent if the packet is one that this gateway takes. */
    private @Nullable Departure fault(MqttPublishMessage publish, Session session) {
        MqttQoS qos = publish.fixedHeader().qosLevel();
        if (qos == MqttQoS.EXACTLY_ONCE) {
            return Departure.QOS_NOT_SUPPORTED;
        }
        if (!session.limits().mqtt5()) {
            return publish.variableHeader().topicName().isEmpty() ? Departure.MALFORMED_PACKET : null;
        }
        if (publish.fixedHeader().isRetain()) {
            return Departure.RETAIN_NOT_SUPPORTED;
        }
        MqttProperties properties = publish.variableHeader().properties();
        if (properties.getProperty(MqttProperties.TOPIC_ALIAS) != null) {
            return Departure.TOPIC_ALIAS_INVALID;
        }
        if (publish.variableHeader().topicName().isEmpty()
                || properties.getProperty(MqttProperties.SUBSCRIPTION_IDENTIFIER) != null) {
            return Departure.PROTOCOL_ERROR;
        }
        boolean tooMany = qos == MqttQoS.AT_LEAST_ONCE
                && Objects.requireNonNull(acknowledgements).unacknowledged()
                        >= shared.config().receiveMaximum();
        return tooMany ? Departure.RECEIVE_MAXIMUM_EXCEEDED : null;
    }

    private void publish(Session session, MqttPublishMessage publish, Acknowledgements waiting) {
        String topic = publish.variableHeader().topicName();
        int packetId = publish.fixedHeader().qosLevel() == MqttQoS.AT_MOST_ONCE
                ? 0
                : publish.variableHeader().packetId();
        Route route = route(session, topic);
        if (route == null) {
            shared.metrics().foreignPublish();
            shared.records().audit(session.client(), "publish", topic, "foreign topic", connection.remote());
            answer(session, waiting, packetId, Lane.BULK, NOT_AUTHORIZED, "").appended(null);
            return;
        }
        byte[] payload = ByteBufUtil.getBytes(publish.payload());
        Intake intake = route.take(payload, contentType(publish), shared.clock().instant());
        Lane lane = intake.entry().lane();
        String fault = intake.fault();
        Inbound inbound = fault == null
                ? waiting.expect(packetId, lane, (byte) 0, "")
                : answer(session, waiting, packetId, lane, PAYLOAD_FORMAT_INVALID, fault);
        shared.log().append(intake.entry(), counting(intake, inbound));
        if (!shared.log().hasRoom(lane) && valve.hold(ReadValve.Hold.LOG)) {
            shared.log()
                    .whenRoom(
                            lane,
                            () -> connection.channel().eventLoop().execute(() -> valve.release(ReadValve.Hold.LOG)));
        }
    }

    private AppendListener counting(Intake intake, Inbound inbound) {
        boolean telemetry = intake.telemetry();
        boolean letter = intake.fault() != null;
        return failure -> {
            if (failure != null) {
                shared.metrics().unlogged();
            } else if (letter) {
                shared.metrics().deadLetter();
            } else if (telemetry) {
                shared.metrics().logged();
            }
            inbound.appended(failure);
        };
    }

    /** An answer with a reason, which MQTT 3.1.1 has no words for. */
    private static Inbound answer(
            Session session, Acknowledgements waiting, int packetId, Lane lane, byte code, String reason) {
        if (!session.limits().mqtt5()) {
            return waiting.expect(packetId, lane, (byte) 0, "");
        }
        String text = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        boolean fits = text.length() * 3L + PUBACK_OVERHEAD <= session.limits().maximumPacketSize();
        boolean wanted = session.limits().problemInformation();
        return waiting.expect(packetId, lane, code, wanted && fits ? text : "");
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

    private static @Nullable String contentType(MqttPublishMessage publish) {
        return publish.variableHeader().properties().getProperty(MqttProperties.CONTENT_TYPE)
                        instanceof MqttProperties.StringProperty property
                ? property.value()
                : null;
    }
}
