package io.citywatch.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.packet.PacketText;
import io.citywatch.model.log.LogTopic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway answers, to the byte. Packets of the client as {@link PacketText}. */
class AnswersTest {
    private static final String EVENTS = "devices/terminal/events/call";
    private static final String OFFERS = "responders/phone/offers";

    private final TestGateway gateway = new TestGateway();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            10 'MQTT' 04 C2 003C 'terminal' 'terminal' 'secret'    | 20020000
            10 'MQTT' 04 C2 003C 'terminal' 'terminal' 'wrong'     | 20020004
            10 'MQTT' 04 C0 003C '' 'terminal' 'secret'            | 20020002
            10 'MQTT' 05 C2 003C () 'terminal' 'terminal' 'wrong'  | 20170086141F001177726F6E67206F72206E6F20746F6B656E
            10 'MQTT' 05 C2 003C (17 00) 'terminal' 'terminal' 'wrong' | 2003008600
            10 'MQTT' 05 C2 003C (27 00000014) 'terminal' 'terminal' 'wrong' | 2003008600
            10 'MQTT' 05 C2 003C (27 00000014) '' 'terminal' 'secret' | 2003008500
            10 'MQTT' 05 C2 003C (27 00000014 15 'SCRAM') 'terminal' 'terminal' 'secret' | 2003008C00
            """)
    void aConnackHasNoFlagsAndOneCode(String connect, String connack) {
        TestClient client = gateway.client();

        client.sendBytes(PacketText.packet(connect));

        assertThat(answered(client)).isEqualTo(connack);
        assertThat(client.isOpen()).isEqualTo(connack.equals("20020000"));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void whatFollowsARefusedConnectIsNotRead(int version) {
        TestClient client = gateway.client();
        String none = version == 5 ? " ()" : "";
        ByteBuf both =
                PacketText.packet("10 'MQTT' 0" + version + " C2 003C" + none + " 'terminal' 'terminal' 'wrong'");
        both.writeBytes(PacketText.packet("32 '" + EVENTS + "' 0001" + none + " 7B7D"));

        client.sendBytes(both);

        String connack = answered(client);
        assertThat(connack).startsWith("20").hasSize(4 + 2 * Integer.parseInt(connack.substring(2, 4), 16));
        assertThat(gateway.log.entries(LogTopic.DEAD_LETTERS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4, 900512340180, 01", "5, 90161234101F000D666F726569676E20746F7069630187, 01"})
    void aSubackHasTheIdAndACodeForEachFilterInOrder(int version, String suback, String last) {
        TestClient client = gateway.connected(version, "phone");

        client.sendBytes(PacketText.packet("82 1234 " + (version == 5 ? "()" : "") + "'" + OFFERS
                + "' 01 'responders/other/offers' 01 'responders/phone/#' 02"));

        assertThat(answered(client)).isEqualTo(suback + last);
    }

    @ParameterizedTest
    @CsvSource({"4, B0021234", "5, B0051234000011"})
    void anUnsubackHasTheIdAndACodeForEachFilterInOrder(int version, String unsuback) {
        TestClient client = gateway.connected(version, "phone");
        client.subscribe(1, 1, OFFERS);
        client.receive();

        client.sendBytes(PacketText.packet(
                "A2 1234 " + (version == 5 ? "()" : "") + "'" + OFFERS + "' 'responders/phone/none'"));

        assertThat(answered(client)).isEqualTo(unsuback);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void aPacketIdThatWasAcknowledgedIsFreeForANewMessage(int version) {
        TestClient client = gateway.connected(version, "terminal");
        String none = version == 5 ? "()" : "";

        client.sendBytes(PacketText.packet("32 '" + EVENTS + "' 1234 " + none + " 7B"));
        client.sendBytes(PacketText.packet("3A '" + EVENTS + "' 1234 " + none + " 7B"));

        assertThat(client.receive())
                .hasSize(2)
                .allSatisfy(puback -> assertThat(puback).startsWith("PUBACK " + 0x1234));
        assertThat(gateway.log.entries(LogTopic.DEAD_LETTERS)).hasSize(2);
    }

    @Test
    void aNewSubscriptionToTheSameFilterReplacesTheOld() {
        TestClient client = gateway.connected(4, "phone");
        client.subscribe(1, 1, OFFERS);
        client.subscribe(2, 0, OFFERS);
        client.receive();

        gateway.pending.take(TestGateway.owed("o1", 1));

        assertThat(answered(client)).startsWith("30").contains(hex(OFFERS)).hasSize(2 * (2 + 2 + OFFERS.length() + 4));
    }

    @Test
    void oneCopyCarriesTheIdentifierOfEachSubscriptionThatMatches() {
        TestClient client = gateway.connected(5, "phone");
        client.sendBytes(PacketText.packet("82 0001 (0B 05) '" + OFFERS + "' 00"));
        client.sendBytes(PacketText.packet("82 0002 (0B 80 01) 'responders/phone/#' 01"));
        client.sendBytes(PacketText.packet("82 0003 (0B 07) 'devices/phone/#' 01"));
        client.receive();

        gateway.pending.take(TestGateway.owed("o1", 1));

        // QoS 1 of 0 and 1; a minute left; the identifiers 5 and 128.
        assertThat(answered(client)).startsWith("32").contains(hex(OFFERS) + "00010A" + "020000003C" + "0B050B8001");
    }

    @Test
    void sendsNothingThatIsLongerThanTheClientBears() {
        TestClient client = gateway.client();
        client.connectMessage(5, "phone");
        client.sendBytes(PacketText.packet("10 'MQTT' 05 C2 003C (27 00000040) 'phone' 'phone' 'secret'"));
        client.subscribe(1, 1, OFFERS);
        client.receive();

        gateway.pending.take(TestGateway.owed("o".repeat(60), 1));

        assertThat(client.receive()).isEmpty();
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void dropsASubackAndShortensAConnackThatTheClientCannotBear() {
        TestClient client = gateway.client();
        client.connectMessage(5, "phone");
        client.sendBytes(PacketText.packet("10 'MQTT' 05 C2 003C (27 00000006) 'phone' 'phone' 'secret'"));
        assertThat(client.connackProperties().isEmpty()).isTrue();

        client.subscribe(1, 1, OFFERS);
        client.subscribe(2, 1, OFFERS, "responders/phone/#");

        assertThat(client.receive()).hasSize(1);
        assertThat(client.isOpen()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ()            | PUBACK 1 99 not valid JSON
            (17 00)       | PUBACK 1 99
            (27 00000010) | PUBACK 1 99
            """)
    void leavesOutAReasonThatIsNotWantedOrTooLong(String properties, String puback) {
        TestClient client = gateway.client();
        client.connectMessage(5, "terminal");
        client.sendBytes(PacketText.packet("10 'MQTT' 05 C2 003C " + properties + " 'terminal' 'terminal' 'secret'"));
        client.receive();

        client.sendBytes(PacketText.packet("32 '" + EVENTS + "' 0001 () 7B"));

        String answer = client.receive().get(0);
        assertThat(answer.equals(puback) || (properties.equals("()") && answer.startsWith(puback)))
                .as(answer)
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            82 1234 () 'devices/other/#' 00 '$share/g/a' 00 'devices/phone/#' 00 | foreign topic; shared subscription
            31 'devices/phone/state' () 7B7D                                     | nothing is retained
            10 'MQTT' 05 C2 003C () 'phone' 'phone' 'secret'                     | a second CONNECT
            """)
    void tellsAReasonWhereItIsWantedAndCanBeBorne(String packet, String words) {
        String reason = "1F" + hex(words);

        String free = answer("()", packet);
        assertThat(free).contains(reason);
        assertThat(answer("(17 00)", packet)).isNotEmpty().doesNotContain(reason);
        int needed = free.length() / 2;
        for (int most = needed - 10; most < needed; most++) {
            assertThat(answer("(27 %08X)".formatted(most), packet))
                    .as("of at most %d", most)
                    .isNotEmpty()
                    .doesNotContain(reason);
        }
        assertThat(answer("(27 %08X)".formatted(needed + 5), packet)).isEqualTo(free);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void whatFollowsAGoodbyeIsNotRead(int version) {
        TestClient client = gateway.connected(version, "terminal");
        ByteBuf both = PacketText.packet("E0");
        both.writeBytes(PacketText.packet("32 '" + EVENTS + "' 0001" + (version == 5 ? "()" : "") + "7B"));

        client.sendBytes(both);

        assertThat(answered(client)).isEmpty();
        assertThat(client.isOpen()).isFalse();
        assertThat(gateway.log.entries(LogTopic.DEAD_LETTERS)).isEmpty();
    }

    @Test
    void nobodyIsToldGoodbyeBeforeHisLogin() {
        TestClient client = gateway.client();

        client.sendBytes(PacketText.packet("10 'MQTT' 05 03 003C () 'terminal'"));

        assertThat(answered(client)).isEmpty();
        assertThat(client.isOpen()).isFalse();
    }

    /** What the phone gets for a packet that it may send only once it has said what it can bear. */
    private String answer(String properties, String packet) {
        TestClient client = gateway.client();
        client.sendBytes(PacketText.packet("10 'MQTT' 05 C2 003C " + properties + " 'phone' 'phone' 'secret'"));
        answered(client);
        client.sendBytes(PacketText.packet(packet));
        String answer = answered(client);
        client.leave();
        return answer;
    }

    private static String answered(TestClient client) {
        client.server.runPendingTasks();
        StringBuilder hex = new StringBuilder();
        for (ByteBuf part = client.server.readOutbound(); part != null; part = client.server.readOutbound()) {
            hex.append(ByteBufUtil.hexDump(part).toUpperCase(Locale.ROOT));
            part.release();
        }
        return hex.toString();
    }

    private static String hex(String text) {
        return ByteBufUtil.hexDump(PacketText.bytes("'" + text + "'")).toUpperCase(Locale.ROOT);
    }
}
