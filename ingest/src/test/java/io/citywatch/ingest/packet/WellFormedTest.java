package io.citywatch.ingest.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.AttributeKey;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients may send, of both versions and from several hands, comes out as it went in. */
class WellFormedTest {
    /** Written by Netty's encoder, a packet that was read must be the bytes that it was read from. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            4 | 10 'MQTT' 04 02 003C 'terminal'
            4 | 10 'MQTT' 04 02 0000 ''
            4 | 10 'MQTT' 04 C2 003C 'terminal' 'terminal' 'secret'
            4 | 10 'MQTT' 04 F6 FFFF 'a' 'a/b' '' 'u' ''
            4 | 10 'MQTT' 04 06 003C 'a' 'devices/a/state' '{}'
            4 | 30 'a/b' 7B7D
            4 | 31 'a/b'
            4 | 32 'a/b' 0001 7B7D
            4 | 3A 'a/b' FFFF 00FF
            4 | 3D 'a/b' 0001
            4 | 30 '汕头/é/😀' 00
            4 | 30 0006 EFBBBF612F62
            4 | 30 '/' 00
            4 | 30 'a b' 00
            4 | 40 0001
            4 | 50 FFFF
            4 | 62 0001
            4 | 70 0001
            4 | 82 0001 'a/b' 00
            4 | 82 0001 '#' 01 '+' 02 '+/a/#' 00 '/+' 00 '$share/g/a' 01
            4 | A2 0001 'a/b' '#'
            4 | C0
            4 | E0
            5 | 10 'MQTT' 05 02 003C () 'terminal'
            5 | 10 'MQTT' 05 C2 003C (11 FFFFFFFF) 'terminal' 'terminal' 'secret'
            5 | 10 'MQTT' 05 42 003C () 'a' 'p'
            5 | 10 'MQTT' 05 00 003C (21 0001) ''
            5 | 10 'MQTT' 05 00 003C (27 00010000) 'a'
            5 | 10 'MQTT' 05 00 003C (22 000A) 'a'
            5 | 10 'MQTT' 05 00 003C (17 00) 'a'
            5 | 10 'MQTT' 05 00 003C (19 01) 'a'
            5 | 10 'MQTT' 05 00 003C (26 'k' 'v' 26 'k' 'v' 26 '' '') 'a'
            5 | 10 'MQTT' 05 00 003C (15 'SCRAM') 'a'
            5 | 10 'MQTT' 05 F6 003C () 'a' (18 0000000A) 'a/b' '{}' 'u' 'p'
            5 | 30 'a/b' () 7B7D
            5 | 32 'a/b' 0001 () 7B7D
            5 | 34 'a/b' 0001 ()
            5 | 30 '' (23 0001)
            5 | 30 'a' (23 FFFF) 00
            5 | 30 'a' (03 'application/cbor') A0
            5 | 30 'a' (01 01) 7B7D
            5 | 30 'a' (02 0000003C) 7B7D
            5 | 30 'a' (08 'r/s') 7B7D
            5 | 30 'a' (09 0002 00FF) 7B7D
            5 | 30 'a' (26 'k' 'v' 26 'k' 'w') 7B7D
            5 | 40 0001
            5 | 40 0001 80 ()
            5 | 40 0001 97 (1F 'full')
            5 | 50 0001 99 (26 'k' 'v')
            5 | 62 0001 92 ()
            5 | 70 0001
            5 | 82 0001 () 'a/b' 00
            5 | 82 0001 (0B FFFFFF7F) 'a/b' 2E '$share/g/a' 01
            5 | A2 0001 () 'a/b'
            5 | A2 0001 (26 'k' 'v') 'a/b' 'c'
            5 | C0
            5 | E0
            5 | E0 04 ()
            5 | E0 00 (11 00000000)
            5 | E0 81 (1F 'why')
            5 | F0 18 (15 'SCRAM')
            5 | F0 19 (15 'SCRAM')
            """)
    void comesOutAsItWentIn(int version, String text) {
        ByteBuf packet = PacketText.packet(text);
        String before = ByteBufUtil.hexDump(packet);

        MqttMessage message = read(packet, version);

        assertThat(ByteBufUtil.hexDump(written(message, version))).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            40 0001 00     | 40 0001
            40 0001 00 ()  | 40 0001
            62 0001 00 ()  | 62 0001
            E0 00          | E0
            E0 00 ()       | E0
            """)
    void whatMayBeLeftOutMayBeWritten(String text, String shorter) {
        MqttMessage message = read(PacketText.packet(text), 5);

        assertThat(ByteBufUtil.hexDump(written(message, 5))).isEqualTo(ByteBufUtil.hexDump(PacketText.packet(shorter)));
    }

    static Stream<Arguments> pahos() throws Exception {
        return Stream.concat(
                Paho.ofMqtt311()
                        .map(message -> Arguments.of(4, message.getClass().getSimpleName(), Paho.bytes(message))),
                Paho.ofMqtt5()
                        .map(message -> Arguments.of(5, message.getClass().getSimpleName(), Paho.bytes(message))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("pahos")
    void readsWhatPahoWrites(int version, String type, byte[] bytes) {
        MqttMessage message = read(Unpooled.wrappedBuffer(bytes), version);

        assertThat(type).isEqualToIgnoringCase("Mqtt" + message.fixedHeader().messageType());
    }

    @Test
    void readsEachFieldOfAConnect() throws Exception {
        byte[] bytes = Paho.bytes(Paho.ofMqtt5().findFirst().orElseThrow());

        MqttConnectMessage connect = (MqttConnectMessage) read(Unpooled.wrappedBuffer(bytes), 5);

        assertThat(connect.variableHeader().version()).isEqualTo(5);
        assertThat(connect.variableHeader().isCleanSession()).isFalse();
        assertThat(connect.variableHeader().keepAliveTimeSeconds()).isEqualTo(90);
        assertThat(connect.variableHeader().willQos()).isEqualTo(1);
        assertThat(connect.variableHeader().isWillRetain()).isFalse();
        assertThat(number(connect.variableHeader().properties(), MqttProperties.SESSION_EXPIRY_INTERVAL))
                .isEqualTo(3_600);
        assertThat(number(connect.variableHeader().properties(), MqttProperties.RECEIVE_MAXIMUM))
                .isEqualTo(20);
        assertThat(connect.payload().clientIdentifier()).isEqualTo("terminal");
        assertThat(connect.payload().userName()).isEqualTo("terminal");
        assertThat(connect.payload().passwordInBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("secret");
        assertThat(connect.payload().willTopic()).isEqualTo("devices/terminal/state");
        assertThat(connect.payload().willMessageInBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{}");
        assertThat(number(connect.payload().willProperties(), MqttProperties.WILL_DELAY_INTERVAL))
                .isEqualTo(7);
    }

    @Test
    void readsTheOptionsOfASubscription() {
        MqttSubscribeMessage subscribe = (MqttSubscribeMessage) read(PacketText.packet("82 0102 (0B 05) 'a/+' 1E"), 5);

        MqttSubscriptionOption option =
                subscribe.payload().topicSubscriptions().get(0).option();
        assertThat(subscribe.variableHeader().messageId()).isEqualTo(0x102);
        assertThat(subscribe.payload().topicSubscriptions().get(0).topicFilter())
                .isEqualTo("a/+");
        assertThat(option.qos().value()).isEqualTo(2);
        assertThat(option.isNoLocal()).isTrue();
        assertThat(option.isRetainAsPublished()).isTrue();
        assertThat(option.retainHandling())
                .isEqualTo(MqttSubscriptionOption.RetainedHandlingPolicy.SEND_AT_SUBSCRIBE_IF_NOT_YET_EXISTS);
    }

    @Test
    void thePayloadOfAPublishIsThePacketItself() {
        ByteBuf packet = PacketText.packet("3A 'a/b' 0007 7B7D");

        MqttPublishMessage publish = (MqttPublishMessage) read(packet, 4);
        packet.release();

        assertThat(publish.fixedHeader().isDup()).isTrue();
        assertThat(publish.variableHeader().packetId()).isEqualTo(7);
        assertThat(publish.payload().toString(StandardCharsets.UTF_8)).isEqualTo("{}");
        assertThat(publish.payload()).isSameAs(packet);
        assertThat(publish.release()).isTrue();
    }

    private static MqttMessage read(ByteBuf packet, int version) {
        boolean connect = packet.getByte(packet.readerIndex()) == 0x10;
        Verdict verdict = PacketReader.read(packet, connect ? null : new Greeting(version == 5, false));
        assertThat(verdict).isInstanceOf(Verdict.WellFormed.class);
        return ((Verdict.WellFormed) verdict).message();
    }

    private static ByteBuf written(MqttMessage message, int version) {
        EmbeddedChannel encoder = new EmbeddedChannel(MqttEncoder.INSTANCE);
        encoder.attr(AttributeKey.<MqttVersion>valueOf("NETTY_CODEC_MQTT_VERSION"))
                .set(version == 5 ? MqttVersion.MQTT_5 : MqttVersion.MQTT_3_1_1);
        encoder.writeOutbound(message);
        ByteBuf written = Unpooled.buffer();
        for (ByteBuf part = encoder.readOutbound(); part != null; part = encoder.readOutbound()) {
            written.writeBytes(part);
        }
        return written;
    }

    private static int number(MqttProperties properties, int id) {
        return ((MqttProperties.IntegerProperty) properties.getProperty(id)).value();
    }
}
