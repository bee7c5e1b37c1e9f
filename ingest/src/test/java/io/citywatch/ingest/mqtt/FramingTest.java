package io.citywatch.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.limit.BegunPackets;
import io.citywatch.ingest.limit.LimitConfig;
import io.citywatch.ingest.packet.PacketText;
import io.citywatch.ingest.session.Connection;
import io.citywatch.ingest.session.Departure;
import io.citywatch.model.log.LogTopic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {
    private static final byte[] CONNECT = HexFormat.of()
            .parseHex("101E00044D51545404C2003C00087465726D696E616C0008" + "7465726D696E616C0006736563726574");

    private final TestGateway gateway = new TestGateway();

    @Test
    void readsPacketsThatArriveByteByByte() {
        TestClient client = gateway.client();

        for (byte value : connect()) {
            client.sendBytes(value);
        }
        client.sendBytes(0xC0);
        client.sendBytes(0x00);

        assertThat(client.receive()).containsExactly("CONNACK 00", "PINGRESP");
    }

    @Test
    void readsSeveralPacketsThatArriveTogether() {
        TestClient client = gateway.client();

        client.sendBytes(Unpooled.wrappedBuffer(connect(), new byte[] {(byte) 0xC0, 0, (byte) 0xC0, 0}));

        assertThat(client.receive()).containsExactly("CONNACK 00", "PINGRESP", "PINGRESP");
    }

    @Test
    void keepsLittleOfAStreamWithoutAPause() {
        UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAllocator(memory);
        Connection connection = new Connection(channel, 1, 65_536);
        channel.pipeline().addLast(new PacketFramer(connection, new BegunPackets(LimitConfig.DEFAULTS)));
        byte[] packet = new byte[41];
        packet[0] = 0x30;
        packet[1] = 39;
        int packets = 0;
        ByteBuf stream = Unpooled.buffer();
        channel.writeInbound(Unpooled.wrappedBuffer(connect()));
        assertThat(channel.<ByteBuf>readInbound().release()).isTrue();
        while (stream.readableBytes() < 40 * 15_980) {
            stream.writeBytes(packet);
        }

        for (int read = 0; read < 40; read++) {
            ByteBuf piece = memory.directBuffer(15_980);
            var unused = channel.writeOneInbound(piece.writeBytes(stream, 15_980)); // no end of reading in between
            assertThat(memory.metric().usedDirectMemory()).isLessThan(100_000);
            for (ByteBuf framed = channel.readInbound(); framed != null; framed = channel.readInbound()) {
                assertThat(framed.readableBytes()).isEqualTo(packet.length);
                framed.release();
                packets++;
            }
        }

        assertThat(packets).isEqualTo(40 * 15_980 / packet.length);
        assertThat(memory.metric().usedDirectMemory()).isLessThan(100_000);
        assertThat(channel.finishAndReleaseAll()).as("packets nobody read").isFalse();
        assertThat(memory.metric().usedDirectMemory()).isZero();
    }

    @Test
    void aLengthInsideAPacketNeverReachesIntoTheNext() {
        TestClient client = gateway.connected(4, "terminal");

        // PUBLISH, remaining length 3, topic length 5: a decoder of the stream takes the next packet for the topic.
        client.sendBytes(0x30, 0x03, 0x00, 0x05, 0x61, 0xC0, 0x00, 0xC0, 0x00);

        assertThat(client.receive()).isEmpty();
        assertThat(client.isOpen()).isFalse();
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_BULK)).isEmpty();
    }

    @Test
    void aPacketThatIsTooShortForWhatItHoldsDoesNotWaitForTheNext() {
        TestClient client = gateway.connected(4, "terminal");

        client.sendBytes(0x40, 0x00); // a PUBACK of nothing

        assertThat(client.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "308000", // a length that is not in its shortest form
                "30FFFFFFFF01", // a length of five bytes
                "30FFFFFFFF" // that it is none is clear before the fifth
            })
    void endsTheConnectionOverALengthThatIsNone(String hex) {
        TestClient client = gateway.connected(5, "terminal");

        client.sendBytes(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));

        assertThat(client.receive()).containsExactly("DISCONNECT 81");
        assertThat(client.isOpen()).isFalse();
    }

    /** Each fault leaves by the one door, whoever found it: told, counted once and logged in one line. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            C1                       | 81 | MALFORMED_PACKET    | flags of PINGREQ: 1
            00                       | 81 | MALFORMED_PACKET    | packet type: 0 (expected: 1-15)
            30 'devices/a/+' ()      | 81 | MALFORMED_PACKET    | topic: 'devices/a/+' (expected: no wildcard)
            82 0001 () 'a' 03        | 82 | PROTOCOL_ERROR      | requested QoS: 3 (expected: 0-2)
            10                       | 82 | PROTOCOL_ERROR      | a second CONNECT
            D0                       | 82 | PROTOCOL_ERROR      | packet type: PINGRESP (expected: one that clients send)
            F0 18 (15 'a')           | 82 | PROTOCOL_ERROR      | packet type: AUTH (expected: one that is due)
            30 'a' (23 0000)         | 94 | TOPIC_ALIAS_INVALID | topic alias: 0 (expected: 1-65535)
            """)
    void tellsCountsAndLogsWhatIsWrongWithAPacket(String packet, String code, Departure reason, String what) {
        TestClient client = gateway.connected(5, "terminal");
        try (LogWatch log = new LogWatch("io.citywatch.ingest", Level.INFO)) {
            client.sendBytes(PacketText.packet(packet));

            assertThat(client.receive()).containsExactly("DISCONNECT " + code);
            assertThat(client.isOpen()).isFalse();
            assertThat(gateway.departures(reason)).isEqualTo(1);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("INFO connection 1 from embedded of terminal");
            assertThat(log.lines().get(0)).endsWith(": " + what);
        }
    }

    @Test
    void saysNothingToAnOlderClientWhosePacketWasMalformed() {
        TestClient client = gateway.connected(4, "terminal");

        client.sendBytes(0xC1, 0x00);

        assertThat(client.receive()).isEmpty();
        assertThat(client.isOpen()).isFalse();
        assertThat(gateway.departures(Departure.MALFORMED_PACKET)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            10 'MQIsdp' 03 02 003C 'a' | CONNACK 01
            10 'MQTT' 06 02 003C () 'a' | CONNACK 01
            10 'HTTP' 04 02 003C 'a' |
            10 'MQTT' 05 03 003C () 'a' |
            10 'MQTT' 04 02 003C 'a' 00 |
            """)
    void tellsAStrangerOfNothingButItsVersion(String packet, String told) {
        TestClient client = gateway.client();
        try (LogWatch log = new LogWatch("io.citywatch.ingest", Level.INFO)) {
            client.sendBytes(PacketText.packet(packet));

            assertThat(String.join("", client.receive())).isEqualTo(told == null ? "" : told);
            assertThat(client.isOpen()).isFalse();
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void whatComesAfterAMalformedPacketIsNotRead() {
        TestClient client = gateway.connected(4, "terminal");

        client.sendBytes(Unpooled.wrappedBuffer(
                PacketText.packet("C1"), PacketText.packet("32 'devices/terminal/events/call' 0001 7B7D")));

        assertThat(client.receive()).isEmpty();
        assertThat(gateway.log.entries(LogTopic.DEAD_LETTERS)).isEmpty();
    }

    @Test
    void nothingIsReadBeforeAConnect() {
        TestClient client = gateway.client();

        client.sendBytes(0xC0, 0x00);

        assertThat(client.receive()).isEmpty();
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void aConnectMayNotBeLong() {
        TestClient client = gateway.client();

        client.sendBytes(0x10, 0x80, 0x40);

        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void refusesAPacketAboveTheLimitBeforeItIsRead() {
        TestClient terminal = gateway.connected(5, "terminal");
        terminal.sendBytes(0x30, 0xFD, 0xFF, 0x03); // 65,533 + 4
        assertThat(terminal.receive()).containsExactly("DISCONNECT 95");

        TestClient camera = gateway.connected(5, "camera");
        camera.sendBytes(0x30, 0xFD, 0xFF, 0x03);
        assertThat(camera.isOpen()).isTrue();
    }

    @Test
    void takesAPacketAtTheLimit() {
        TestClient client = gateway.connected(4, "terminal");
        byte[] topic = "devices/terminal/events/call".getBytes(StandardCharsets.UTF_8);
        ByteBuf packet = Unpooled.buffer().writeByte(0x32);
        packet.writeByte(0xFC).writeByte(0xFF).writeByte(0x03); // 65,532 + 4
        packet.writeShort(topic.length).writeBytes(topic).writeShort(9);
        packet.writeZero(65_536 - packet.readableBytes());

        client.sendBytes(packet);

        assertThat(client.receive()).containsExactly("PUBACK 9");
        assertThat(gateway.log.entries(LogTopic.DEAD_LETTERS)).hasSize(1);
    }

    private static byte[] connect() {
        byte[] packet = CONNECT.clone();
        packet[1] = (byte) (packet.length - 2);
        return packet;
    }
}
