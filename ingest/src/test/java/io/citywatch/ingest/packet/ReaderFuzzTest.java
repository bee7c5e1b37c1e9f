package io.citywatch.ingest.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader over changed packets: it always comes to a verdict, and where it reads a packet Netty reads the same. */
class ReaderFuzzTest {
    private static final long SEED = Long.getLong("citywatch.seed", 4);
    private static final int CASES = Boolean.getBoolean("citywatch.long") ? 5_000_000 : 20_000;

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void whatItReadsNettyReadsTheSame(int version) {
        boolean mqtt5 = version == 5;
        PacketMutator mutator = new PacketMutator(new Random(SEED));
        int wellFormed = 0;
        int malformed = 0;
        int unframed = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = mutator.packet(mqtt5);
            ByteBuf packet = Unpooled.wrappedBuffer(bytes);
            if (FixedHeader.packetLength(packet) != bytes.length) {
                unframed++;
                continue;
            }
            boolean connect = (bytes[0] & 0xF0) == 0x10;
            Verdict verdict = PacketReader.read(packet, connect ? null : new Greeting(mqtt5, false));
            if (verdict instanceof Verdict.WellFormed read) {
                String ours = written(read.message(), mqtt5);
                assertThat(ours).as("seed %d, %s", SEED, hex(bytes)).isEqualTo(readAndWrittenByNetty(bytes, mqtt5));
                wellFormed++;
            } else {
                assertThat(packet.refCnt()).isEqualTo(1);
                malformed++;
            }
        }
        System.out.printf(
                "reader fuzz: MQTT %d, seed %d, %d cases: %d well-formed, %d malformed, %d not one packet%n",
                version, SEED, CASES, wellFormed, malformed, unframed);
        assertThat(wellFormed).isGreaterThan(CASES / 10);
        assertThat(malformed).isGreaterThan(CASES / 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10 'MQTT' 04 F6 003C 'a' 't' 'm' 'u' 'p'",
                "10 'MQTT' 05 F6 003C (11 0000003C 26 'k' 'v') 'a' (18 00000001) 't' 'm' 'u' 'p'"
            })
    void theBeginningOfAConnectIsNone(String text) {
        ByteBuf connect = PacketText.packet(text);
        int body = connect.readableBytes() - 2;
        for (int length = 0; length < body; length++) {
            ByteBuf cut = Unpooled.buffer().writeByte(0x10).writeByte(length).writeBytes(connect, 2, length);

            assertThat(PacketReader.read(cut, null)).as("%d bytes", length).isInstanceOf(Verdict.Malformed.class);
        }
        assertThat(PacketReader.read(connect, null)).isInstanceOf(Verdict.WellFormed.class);
    }

    private static String written(MqttMessage message, boolean mqtt5) {
        EmbeddedChannel encoder = new EmbeddedChannel(MqttEncoder.INSTANCE);
        speak(encoder, mqtt5);
        encoder.writeOutbound(message);
        StringBuilder written = new StringBuilder();
        for (ByteBuf part = encoder.readOutbound(); part != null; part = encoder.readOutbound()) {
            written.append(ByteBufUtil.hexDump(part));
            part.release();
        }
        return written.toString();
    }

    private static String readAndWrittenByNetty(byte[] bytes, boolean mqtt5) {
        EmbeddedChannel decoder = new EmbeddedChannel(new MqttDecoder(1 << 20, 65_535, false));
        speak(decoder, mqtt5);
        decoder.writeInbound(Unpooled.wrappedBuffer(bytes));
        MqttMessage message = decoder.readInbound();
        if (message == null || message.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            return "not read: "
                    + (message == null ? "" : message.decoderResult().cause());
        }
        return written(message, mqtt5);
    }

    private static void speak(EmbeddedChannel codec, boolean mqtt5) {
        codec.attr(AttributeKey.<MqttVersion>valueOf("NETTY_CODEC_MQTT_VERSION"))
                .set(mqtt5 ? MqttVersion.MQTT_5 : MqttVersion.MQTT_3_1_1);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
