package io.citywatch.ingest.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One client at the gateway's pipeline, and what it gets to see, in words. */
final class TestClient {
    final EmbeddedChannel server;
    private final EmbeddedChannel encoder = new EmbeddedChannel(MqttEncoder.INSTANCE);
    private final EmbeddedChannel decoder = new EmbeddedChannel(new MqttDecoder(1 << 20));
    private final Runnable turn;
    private int version = 4;

    /** @param turn gives all connections of the gateway their turn */
    TestClient(GatewayPipeline pipeline, Runnable turn) {
        this.turn = turn;
        server = new EmbeddedChannel(pipeline);
        server.freezeTime();
    }

    /** @param mqttVersion 4 for 3.1.1, 5 for 5.0 */
    void connect(int mqttVersion, String id, String token) {
        send(connectMessage(mqttVersion, id).password(bytes(token)).build());
    }

    MqttMessageBuilders.ConnectBuilder connectMessage(int mqttVersion, String id) {
        version = mqttVersion;
        return MqttMessageBuilders.connect()
                .protocolVersion(mqttVersion == 5 ? MqttVersion.MQTT_5 : MqttVersion.MQTT_3_1_1)
                .clientId(id)
                .username(id)
                .keepAlive(60)
                .cleanSession(true);
    }

    void publish(String topic, String payload, int packetId) {
        publish(topic, payload, packetId, false, MqttProperties.NO_PROPERTIES);
    }

    /** At QoS 2. */
    void publishExactlyOnce(String topic, String payload, int packetId, boolean again) {
        send(new MqttPublishMessage(
                new MqttFixedHeader(MqttMessageType.PUBLISH, again, MqttQoS.EXACTLY_ONCE, false, 0),
                new MqttPublishVariableHeader(topic, packetId, MqttProperties.NO_PROPERTIES),
                Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8)));
    }

    void pubrel(int packetId) {
        sendBytes(0x62, 2, packetId >> 8, packetId & 0xFF);
    }

    /** @param expirySeconds absent if the client does not say */
    void disconnect(int reason, Integer expirySeconds) {
        MqttProperties properties = new MqttProperties();
        if (expirySeconds != null) {
            properties.add(new MqttProperties.IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, expirySeconds));
        }
        send(new MqttMessage(
                new MqttFixedHeader(MqttMessageType.DISCONNECT, false, MqttQoS.AT_MOST_ONCE, false, 0),
                version == 5 ? new MqttReasonCodeAndPropertiesVariableHeader((byte) reason, properties) : null));
    }

    /** Asks for a session that outlives the connection. */
    void connectToSession(int mqttVersion, String id, int expirySeconds) {
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, expirySeconds));
        send(built(connectMessage(mqttVersion, id).cleanSession(false).properties(properties)));
    }

    void publish(String topic, byte[] payload, int packetId, MqttProperties properties) {
        send(new MqttPublishMessage(
                new MqttFixedHeader(MqttMessageType.PUBLISH, false, MqttQoS.AT_LEAST_ONCE, false, 0),
                new MqttPublishVariableHeader(topic, packetId, properties),
                Unpooled.wrappedBuffer(payload)));
    }

    void publish(String topic, String payload, int packetId, boolean retain, MqttProperties properties) {
        MqttQoS qos = packetId == 0 ? MqttQoS.AT_MOST_ONCE : MqttQoS.AT_LEAST_ONCE;
        send(new MqttPublishMessage(
                new MqttFixedHeader(MqttMessageType.PUBLISH, false, qos, retain, 0),
                new MqttPublishVariableHeader(topic, packetId, properties),
                Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8)));
    }

    void subscribe(int packetId, int qos, String... filters) {
        MqttMessageBuilders.SubscribeBuilder builder =
                MqttMessageBuilders.subscribe().messageId(packetId);
        for (String filter : filters) {
            builder.addSubscription(MqttQoS.valueOf(qos), filter);
        }
        send(builder.build());
    }

    void puback(int packetId, int reason) {
        send(new MqttMessage(
                new MqttFixedHeader(MqttMessageType.PUBACK, false, MqttQoS.AT_MOST_ONCE, false, 0),
                version == 5
                        ? new MqttPubReplyMessageVariableHeader(packetId, (byte) reason, MqttProperties.NO_PROPERTIES)
                        : MqttMessageIdVariableHeader.from(packetId)));
    }

    void send(MqttMessage message) {
        speak(encoder);
        encoder.writeOutbound(message);
        ByteBuf packet = encoder.readOutbound();
        while (packet != null) {
            sendBytes(packet);
            packet = encoder.readOutbound();
        }
    }

    void sendBytes(ByteBuf bytes) {
        server.writeInbound(bytes);
        turn.run();
    }

    void sendBytes(int... bytes) {
        ByteBuf buffer = Unpooled.buffer();
        for (int value : bytes) {
            buffer.writeByte(value);
        }
        sendBytes(buffer);
    }

    /** The socket closes without a word. */
    void leave() {
        server.close().syncUninterruptibly();
        turn.run();
    }

    void turn() {
        server.runPendingTasks();
    }

    boolean isOpen() {
        turn.run();
        return server.isOpen();
    }

    /** Everything that came since the last call, each packet in words. */
    List<String> receive() {
        turn.run();
        speak(decoder);
        List<String> packets = new ArrayList<>();
        ByteBuf bytes = server.readOutbound();
        while (bytes != null) {
            decoder.writeInbound(bytes);
            bytes = server.readOutbound();
        }
        MqttMessage message = decoder.readInbound();
        while (message != null) {
            packets.add(words(message));
            ReferenceCountUtil.release(message);
            message = decoder.readInbound();
        }
        return packets;
    }

    /** The properties of the one CONNACK that came. */
    MqttProperties connackProperties() {
        turn.run();
        speak(decoder);
        decoder.writeInbound((ByteBuf) server.readOutbound());
        MqttConnAckMessage connack = decoder.readInbound();
        return connack.variableHeader().properties();
    }

    /** Tells the codec which version this client speaks, as a CONNECT does at the server. */
    private void speak(EmbeddedChannel codec) {
        codec.attr(AttributeKey.<MqttVersion>valueOf("NETTY_CODEC_MQTT_VERSION"))
                .set(version == 5 ? MqttVersion.MQTT_5 : MqttVersion.MQTT_3_1_1);
    }

    private static String words(MqttMessage message) {
        if (!message.decoderResult().isSuccess()) {
            return "malformed: " + message.decoderResult().cause();
        }
        String type = message.fixedHeader().messageType().name();
        if (message instanceof MqttConnAckMessage connack) {
            return type + " "
                    + code(connack.variableHeader().connectReturnCode().byteValue())
                    + (connack.variableHeader().isSessionPresent() ? " resumed" : "");
        }
        if (message instanceof MqttPublishMessage publish) {
            return type + (publish.fixedHeader().isDup() ? " again " : " ")
                    + publish.variableHeader().packetId() + " "
                    + publish.variableHeader().topicName() + " "
                    + publish.payload().toString(StandardCharsets.UTF_8);
        }
        if (message instanceof MqttSubAckMessage suback) {
            return type + " "
                    + suback.payload().reasonCodes().stream()
                            .map(code -> code(code.byteValue()))
                            .collect(Collectors.joining(" "));
        }
        if (message.variableHeader() instanceof MqttPubReplyMessageVariableHeader reply) {
            MqttProperties.MqttProperty<?> reason =
                    (MqttProperties.MqttProperty<?>) reply.properties().getProperty(MqttProperties.REASON_STRING);
            return type + " " + reply.messageId() + (reply.reasonCode() == 0 ? "" : " " + code(reply.reasonCode()))
                    + (reason == null ? "" : " " + reason.value());
        }
        if (message.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header) {
            return type + " " + code(header.reasonCode());
        }
        return type;
    }

    private static String code(byte code) {
        return String.format("%02X", code & 0xFF);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static MqttConnectMessage built(MqttMessageBuilders.ConnectBuilder builder) {
        return builder.password(bytes("secret")).build();
    }
}
