package io.citywatch.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.limit.LimitConfig;
import io.citywatch.ingest.tls.TlsConfig;
import io.citywatch.model.log.LogTopic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MQTT over WebSocket, with a real client and with frames that no real client sends. */
@Timeout(120)
class WebSocketTest {
    private static final int BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final String CALL = "{\"ts\":1764000000000,\"event\":\"ok\",\"source\":\"base\"}";

    private SocketGateway gateway;

    @BeforeEach
    void start() {
        gateway = new SocketGateway(TlsConfig.NONE, LimitConfig.DEFAULTS);
        gateway.register("t-1");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aRealClientPublishes() throws Exception {
        MqttClient client = new MqttClient("ws://127.0.0.1:" + port() + "/mqtt", "t-1", new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName("t-1");
        options.setPassword("token-t-1".getBytes(StandardCharsets.UTF_8));
        client.connect(options);
        String padded = CALL.replace("}", ",\"note\":\"" + "x".repeat(40_000) + "\"}");
        client.publish("devices/t-1/events/call", padded.getBytes(StandardCharsets.UTF_8), 1, false);
        client.disconnect();
        client.close();

        assertThat(gateway.log.entries(LogTopic.TELEMETRY_EVENTS)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void framesNeedNotFitPackets(long seed) throws Exception {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.write(WireClient.connectPacket("t-1", "t-1", "token-t-1"));
        for (int id = 1; id <= 20; id++) {
            stream.write(WireClient.publishPacket("devices/t-1/events/call", CALL, id));
        }
        try (WireClient client = upgraded()) {
            client.send(inFragments(stream.toByteArray(), new Random(seed)));

            byte[] answers = payload(client, 17 + 20 * 4);
            assertThat(Arrays.copyOfRange(answers, answers.length - 4, answers.length))
                    .as("seed %d", seed)
                    .containsExactly(WireClient.PUBACK, 2, 0, 20);
        }
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_EVENTS)).hasSize(20);
    }

    @Test
    void answersAPingAndACloseOfTheWebSocket() throws Exception {
        try (WireClient client = upgraded()) {
            client.send(frame(0x89, "hello".getBytes(StandardCharsets.US_ASCII)));
            assertThat(client.readBytes(7)).containsExactly(0x8A, 5, 'h', 'e', 'l', 'l', 'o');

            client.send(frame(CLOSE, new byte[] {0x03, (byte) 0xE8}));
            assertThat(client.readBytes(5)).containsExactly(CLOSE, 2, 0x03, 0xE8);
        }
    }

    @Test
    void saysGoodbyeInBothWords() throws Exception {
        try (WireClient client = upgraded()) {
            client.send(frame(BINARY, WireClient.connectPacket("t-1", "t-1", "wrong")));

            assertThat(client.readBytes(2)).startsWith(BINARY);
            byte[] rest = client.readBytes(100);
            assertThat(rest[0]).isEqualTo((byte) WireClient.CONNACK);
            assertThat(rest[3]).isEqualTo((byte) 0x86);
            assertThat(Arrays.copyOfRange(rest, rest.length - 4, rest.length)).containsExactly(CLOSE, 2, 0x03, 0xE8);
        }
    }

    /** First two bytes of a frame, whether it ends with 1002 or 1003. */
    @ParameterizedTest
    @CsvSource({"81, 80, EB", "82, 00, EA", "C2, 80, EA", "80, 80, EA", "09, 80, EA", "89, FE, EA", "83, 80, EB"})
    void framesThatBreakTheRulesEndTheConnection(String first, String second, String code) throws Exception {
        try (WireClient client = upgraded()) {
            client.send(new byte[] {
                (byte) Integer.parseInt(first, 16), (byte) Integer.parseInt(second, 16), 0, 126, 0, 0, 0, 0
            });

            assertThat(client.readBytes(5)).containsExactly(CLOSE, 2, 0x03, Integer.parseInt(code, 16));
        }
    }

    @Test
    void theLimitBeforeConnectHoldsWhateverAFrameClaims() throws Exception {
        try (WireClient client = upgraded()) {
            byte[] huge = new byte[14];
            huge[0] = (byte) BINARY;
            huge[1] = (byte) 0xFF;
            huge[4] = 1; // a terabyte of payload
            client.send(huge);
            client.send(new byte[] {0x10, (byte) 0xFF, (byte) 0xFF, 0x03}); // a CONNECT of 64 KB

            assertThat(client.readBytes(1)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /other, mqtt, 13, 404",
        "GET /mqtt, , 13, 400",
        "GET /mqtt, chat, 13, 400",
        "GET /mqtt, mqtt, 8, 426",
        "POST /mqtt, mqtt, 13, 426",
        "nonsense, mqtt, 13, 400"
    })
    void refusesEveryOtherRequest(String line, String subprotocol, String version, String status) throws Exception {
        try (WireClient client = WireClient.plain(port())) {
            client.send(request(line, subprotocol, version));

            assertThat(new String(client.readBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 " + status);
        }
    }

    private WireClient upgraded() throws IOException {
        WireClient client = WireClient.plain(port());
        client.send(request("GET /mqtt", "chat, mqtt", "13"));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append(new String(client.readBytes(1), StandardCharsets.US_ASCII));
        }
        assertThat(head.toString().toLowerCase(java.util.Locale.ROOT))
                .startsWith("http/1.1 101 ")
                .contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=\r\n")
                .contains("sec-websocket-protocol: mqtt\r\n");
        return client;
    }

    private static byte[] request(String line, String subprotocol, String version) {
        return (line + " HTTP/1.1\r\nHost: city\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + (subprotocol == null ? "" : "Sec-WebSocket-Protocol: " + subprotocol + "\r\n")
                        + "Sec-WebSocket-Version: " + version + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The stream in frames of any length, and messages of any number of frames, with pings between. */
    private static byte[] inFragments(byte[] stream, Random random) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        boolean inside = false;
        int at = 0;
        while (at < stream.length || inside) {
            int end = Math.min(stream.length, at + random.nextInt(200));
            boolean last = random.nextInt(3) == 0;
            frames.write(frame((last ? 0x80 : 0) | (inside ? 0 : 2), Arrays.copyOfRange(stream, at, end)));
            inside = !last;
            at = end;
        }
        return frames.toByteArray();
    }

    private static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        byte[] mask = {0x12, 0x34, 0x56, 0x78};
        frame.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask[i & 3]);
        }
        return frame.toByteArray();
    }

    /** At least so many bytes of the stream that the server's frames carry. */
    private static byte[] payload(WireClient client, int least) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        while (stream.size() < least) {
            byte[] head = client.readBytes(2);
            assertThat(head[0]).isEqualTo((byte) BINARY);
            int length = head[1];
            if (length == 126) {
                byte[] longer = client.readBytes(2);
                length = ((longer[0] & 0xFF) << 8) | (longer[1] & 0xFF);
            }
            stream.write(client.readBytes(length));
        }
        return stream.toByteArray();
    }

    private int port() {
        return gateway.server.webSocketPort().orElseThrow();
    }
}
