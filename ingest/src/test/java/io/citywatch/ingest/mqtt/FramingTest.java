package io.citywatch.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.log.LogTopic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    void aLengthInsideAPacketNeverReachesIntoTheNext() {
        TestClient client = gateway.connected(4, "terminal");

        // PUBLISH, remaining length 3, topic length 5: a decoder of the stream takes the next packet for the topic.
        client.sendBytes(0x30, 0x03, 0x00, 0x05, 0x61, 0xC0, 0x00, 0xC0, 0x00);

        assertThat(client.receive()).isEmpty();
        assertThat(client.isOpen()).isFalse();
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_BULK)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000", // a type that is reserved
                "C100", // PINGREQ with a flag
                "8000", // SUBSCRIBE without its flags
                "3600", // PUBLISH at QoS 3
                "3800", // DUP at QoS 0
                "2002", // CONNACK from a client
                "308000", // a length that is not in its shortest form
                "30FFFFFFFF01", // a length of five bytes
                "C00100", // PINGREQ with a body
                "32050003612F62", // QoS 1 without a packet id
                "3207000361622F0000", // packet id 0
                "820500010001610301", // SUBSCRIBE, bytes left over
                "82050001000161", // SUBSCRIBE cut short
                "820600010001610300", // SUBSCRIBE for QoS 3
                "4000", // PUBACK of nothing: a decoder of the stream waits for more
                "400101", // PUBACK of half a packet id
                "3000", // PUBLISH of nothing
                "8200", // SUBSCRIBE of nothing
                "40020000", // PUBACK of packet id 0
                "3004000261FF", // a topic that is not UTF-8
                "30050003612F2B" // a topic with a wildcard
            })
    void endsTheConnectionOverAMalformedPacket(String hex) {
        TestClient client = gateway.connected(4, "terminal");

        client.sendBytes(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));

        assertThat(client.receive()).isEmpty();
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void tellsANewerClientThatItsPacketWasMalformed() {
        TestClient client = gateway.connected(5, "terminal");

        client.sendBytes(0xC1, 0x00);

        assertThat(client.receive()).containsExactly("DISCONNECT 81");
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
