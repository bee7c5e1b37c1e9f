package io.citywatch.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.packet.FixedHeader;
import io.citywatch.ingest.packet.Greeting;
import io.citywatch.ingest.packet.PacketMutator;
import io.citywatch.ingest.packet.PacketReader;
import io.citywatch.ingest.packet.PacketText;
import io.citywatch.ingest.packet.Verdict;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Changed packets in random pieces through the whole gateway: whatever a client sends, its connection ends by the one
 * door, nothing leaks, and a good connection beside it notices nothing.
 */
class FuzzTest {
    private static final long SEED = Long.getLong("citywatch.seed", 4);
    private static final boolean LONG = Boolean.getBoolean("citywatch.long");
    private static final int CONVERSATIONS = LONG ? 200_000 : 2_500;
    private static final int SOCKETS = LONG ? 50_000 : 300;
    private static final int CONVERSATIONS_A_GATEWAY = 500;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int LONGEST_PACKET = 65_536;
    /** Longer than one and a half of the longest keep alive. */
    private static final long FOR_EVER_SECONDS = 100_000;

    private final PacketMutator mutator = new PacketMutator(new Random(SEED));
    private final Random random = new Random(~SEED);

    @Test
    void everyConversationEndsByTheOneDoor() {
        int byItself = 0;
        int byTime = 0;
        int byNoise = 0;
        try (LogWatch log = new LogWatch("io.citywatch.ingest", Level.WARN);
                LeakWatch leaks = new LeakWatch()) {
            TestGateway gateway = new TestGateway();
            TestClient beside = gateway.connected(5, "phone");
            for (int i = 0; i < CONVERSATIONS; i++) {
                byte[] said = mutator.conversation(random.nextBoolean());
                TestClient client = gateway.client();
                for (byte[] piece : mutator.pieces(said)) {
                    say(client, piece);
                }
                if (!client.isOpen()) {
                    byItself++;
                } else if (!isOpenLater(client)) {
                    byTime++;
                } else {
                    say(client, new byte[LONGEST_PACKET + 1]); // its keep alive is 0: it may stay while it is good
                    byNoise++;
                }
                assertThat(client.isOpen()).as("seed %d, %s", SEED, hex(said)).isFalse();
                assertThat(log.lines()).as("seed %d, %s", SEED, hex(said)).isEmpty();
                drain(client);
                assertThat(gateway.metrics.connections()).isEqualTo(1);
                if (i % CONVERSATIONS_A_GATEWAY == CONVERSATIONS_A_GATEWAY - 1) {
                    beside.sendBytes(0xC0, 0x00);
                    assertThat(beside.receive()).containsExactly("PINGRESP");
                    drain(beside);
                    gateway = new TestGateway();
                    beside = gateway.connected(5, "phone");
                }
            }
            drain(beside);
            assertThat(leaks.complaints()).isEmpty();
        }
        System.out.printf(
                "pipeline fuzz: seed %d, %d conversations: %d ended by what they said, %d by silence, %d by noise%n",
                SEED, CONVERSATIONS, byItself, byTime, byNoise);
        assertThat(byItself).isGreaterThan(CONVERSATIONS / 4);
        assertThat(byTime).isGreaterThan(CONVERSATIONS / 20);
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void everySocketIsAnsweredOrClosed() throws IOException {
        int refused = 0;
        TestGateway gateway = new TestGateway();
        try (LogWatch log = new LogWatch("io.citywatch.ingest", Level.WARN);
                LeakWatch leaks = new LeakWatch();
                MqttServer server = new MqttServer(gateway.config, gateway.pipeline, null)) {
            try (Socket beside = open(server)) {
                beside.getOutputStream()
                        .write(ByteBufUtil.getBytes(
                                PacketText.packet("10 'MQTT' 04 C2 0000 'phone' 'phone' 'secret'")));
                byte[] connack = beside.getInputStream().readNBytes(4);
                assertThat(connack).containsExactly(0x20, 2, 0, 0);
                for (int i = 0; i < SOCKETS; i++) {
                    byte[] said = mutator.conversation(random.nextBoolean());
                    refused += converse(server, said) ? 1 : 0;
                    beside.getOutputStream().write(new byte[] {(byte) 0xC0, 0});
                    assertThat(beside.getInputStream().readNBytes(2)).containsExactly(0xD0, 0);
                }
            }
            assertThat(log.lines()).isEmpty();
            assertThat(leaks.complaints()).isEmpty();
        }
        System.out.printf("socket fuzz: seed %d, %d connections, %d of them refused%n", SEED, SOCKETS, refused);
        assertThat(refused).isGreaterThan(SOCKETS / 4);
    }

    /** True if the gateway has to end it; then it must do so while the client still listens and says nothing. */
    private boolean converse(MqttServer server, byte[] said) throws IOException {
        boolean bad = isBad(said);
        try (Socket client = open(server)) {
            for (byte[] piece : mutator.pieces(said)) {
                client.getOutputStream().write(piece);
            }
            if (!bad) {
                client.shutdownOutput();
            }
            client.getInputStream().readAllBytes(); // to the end, or a time-out that fails the test
        } catch (SocketException e) {
            return bad; // reset or broken pipe: closed too
        }
        return bad;
    }

    /** True if a packet of it is one that must end the connection. */
    private static boolean isBad(byte[] said) {
        ByteBuf in = Unpooled.wrappedBuffer(said);
        Greeting greeting = null;
        while (in.isReadable()) {
            if (FixedHeader.fault(in.getUnsignedByte(in.readerIndex()), greeting != null) != null) {
                return true;
            }
            int length = FixedHeader.packetLength(in);
            if (length == FixedHeader.NOT_A_LENGTH || length > LONGEST_PACKET) {
                return true;
            }
            if (length == FixedHeader.INCOMPLETE || length > in.readableBytes()) {
                return false;
            }
            if (!(PacketReader.read(in.readSlice(length), greeting) instanceof Verdict.WellFormed read)) {
                return true;
            }
            if (read.message() instanceof MqttConnectMessage connect) {
                greeting = Greeting.of(connect);
            }
        }
        return false;
    }

    private static boolean isOpenLater(TestClient client) {
        client.server.advanceTimeBy(FOR_EVER_SECONDS, TimeUnit.SECONDS);
        client.server.runScheduledPendingTasks();
        return client.isOpen();
    }

    private static void say(TestClient client, byte[] bytes) {
        EmbeddedChannel server = client.server;
        if (server.isOpen()) {
            server.writeInbound(server.alloc().directBuffer(bytes.length).writeBytes(bytes));
            server.runPendingTasks();
        }
    }

    private static void drain(TestClient client) {
        client.server.finishAndReleaseAll();
        client.server.checkException();
        for (Object left = client.server.readInbound(); left != null; left = client.server.readInbound()) {
            ReferenceCountUtil.release(left);
            throw new AssertionError("reached the end of the pipeline: " + left);
        }
    }

    private static Socket open(MqttServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.mqttPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
