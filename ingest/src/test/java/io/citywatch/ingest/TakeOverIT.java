package io.citywatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Sha256;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.DeviceKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many connections of one client at once, over all event loops: the session goes from hand to hand and is not lost. */
@Timeout(120)
class TakeOverIT {
    private static final int THREADS = 16;
    private static final int ROUNDS = Boolean.getBoolean("citywatch.long") ? 5_000 : 100;
    private static final int PATIENCE_MILLIS = 20_000;

    @TempDir
    Path data;

    @Test
    void oneConnectionIsLeftAndItHasTheSession() throws Exception {
        try (EmbeddedKafka kafka = new EmbeddedKafka(data)) {
            kafka.createTopics();
            try (LogProbe log = new LogProbe(kafka.bootstrapServers());
                    Gateway gateway = Gateway.start(
                            GatewayConfig.of("gw", "127.0.0.1", 0, kafka.bootstrapServers()),
                            new SimpleMeterRegistry())) {
                log.register(new Credential(
                        "t-over",
                        Credential.Role.DEVICE,
                        DeviceKind.CALL_TERMINAL,
                        Sha256.hex("token"),
                        Credential.State.ACTIVE));
                gateway.ready().get(30, TimeUnit.SECONDS);
                storm(gateway.mqttPort());
            }
        }
    }

    private static void storm(int port) throws Exception {
        try (Socket first = connect(port)) {
            assertThat(answer(first)).as("no session yet").isZero();
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            int resumed = 0;
            int beaten = 0;
            try {
                List<Future<Integer>> visits = new ArrayList<>();
                for (int i = 0; i < ROUNDS; i++) {
                    visits.add(threads.submit(() -> {
                        try (Socket socket = connect(port)) {
                            return answer(socket);
                        }
                    }));
                }
                for (Future<Integer> visit : visits) {
                    int present = visit.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                    resumed += present == 1 ? 1 : 0;
                    beaten += present < 0 ? 1 : 0;
                }
            } finally {
                threads.shutdownNow();
            }
            System.out.printf(
                    "%d connections: %d resumed the session, %d were beaten to it%n", ROUNDS, resumed, beaten);
            assertThat(resumed + beaten)
                    .as("all but those that a newer one took over before their answer")
                    .isEqualTo(ROUNDS);
            assertThat(resumed).isPositive();
        }
        try (Socket last = connect(port)) {
            assertThat(answer(last)).as("the session is still there").isOne();
            last.getOutputStream().write(new byte[] {(byte) 0xC0, 0});
            assertThat(last.getInputStream().read()).isEqualTo(0xD0);
        }
    }

    /** MQTT 3.1.1, clean session 0. */
    private static Socket connect(int port) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeUTF("MQTT");
        out.write(new byte[] {4, (byte) 0xC0, 0, 60});
        out.writeUTF("t-over");
        out.writeUTF("t-over");
        out.writeUTF("token");
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        byte[] packet = new byte[body.size() + 2];
        packet[0] = 0x10;
        packet[1] = (byte) body.size();
        System.arraycopy(body.toByteArray(), 0, packet, 2, body.size());
        socket.getOutputStream().write(packet);
        return socket;
    }

    /** Session present; -1 if the connection ended before its CONNACK. */
    private static int answer(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int type = in.read();
        if (type < 0) {
            return -1;
        }
        byte[] rest = in.readNBytes(3);
        assertThat(type + " " + rest[0] + " " + rest[2])
                .as(new String(rest, StandardCharsets.ISO_8859_1))
                .isEqualTo("32 2 0");
        return rest[1];
    }
}
