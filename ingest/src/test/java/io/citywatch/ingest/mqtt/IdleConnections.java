package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.limit.LimitConfig;
import io.citywatch.ingest.tls.TestAuthority;
import io.citywatch.ingest.tls.TestAuthority.Holder;
import io.citywatch.ingest.tls.TlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * How many bytes a connection costs that is logged in and silent: growth of the process by 2,000 of them, whose clients
 * are in another process. Run by hand: {@code java -cp ... io.citywatch.ingest.mqtt.IdleConnections}.
 */
final class IdleConnections {
    private static final int COUNT = 2_000;

    private IdleConnections() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            connect(Integer.parseInt(arguments[0]), Boolean.parseBoolean(arguments[1]));
            return;
        }
        Path folder = Files.createTempDirectory("idle");
        TestAuthority authority = new TestAuthority("idle");
        Holder server = authority.server();
        TlsConfig tls = new TlsConfig(
                0,
                TestAuthority.write(folder.resolve("server.pem"), server.certificatePem()),
                TestAuthority.write(folder.resolve("server-key.pem"), server.keyPem()),
                null,
                null);
        try (SocketGateway gateway = new SocketGateway(tls, LimitConfig.DEFAULTS)) {
            gateway.register(
                    IntStream.range(0, 3 * COUNT).mapToObj(i -> "t-" + i).toArray(String[]::new));
            // The first round warms up what is made once.
            for (boolean encrypted : new boolean[] {false, true, false, true}) {
                measure(gateway, encrypted);
            }
        }
    }

    private static void measure(SocketGateway gateway, boolean encrypted) throws Exception {
        int port = encrypted ? gateway.server.mqttsPort().orElseThrow() : gateway.server.mqttPort();
        long rss = residentKilobytes();
        long heap = heapKilobytes();
        Process clients = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        IdleConnections.class.getName(),
                        Integer.toString(port),
                        Boolean.toString(encrypted))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        SocketGateway.await("all are in", () -> gateway.metrics.connections() == COUNT);
        long heapGrowth = heapKilobytes() - heap;
        long growth = residentKilobytes() - rss;
        System.out.printf(
                "%s: %d bytes of RSS, %d of heap a connection%n",
                encrypted ? "TLS" : "plain", growth * 1_024 / COUNT, heapGrowth * 1_024 / COUNT);
        clients.getOutputStream().close();
        clients.waitFor(20, TimeUnit.SECONDS);
        SocketGateway.await("all are gone", () -> gateway.metrics.connections() == 0);
    }

    private static void connect(int port, boolean encrypted) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        List<WireClient> clients = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            WireClient client = encrypted ? WireClient.tls(port, context) : WireClient.plain(port);
            if (client.login("t-" + i, "t-" + i, "token-t-" + i) != 0) {
                throw new IllegalStateException("client " + i + " is not let in");
            }
            clients.add(client);
        }
        int end = System.in.read();
        for (WireClient client : clients) {
            client.close();
        }
        System.exit(end > 0 ? 1 : 0);
    }

    private static long heapKilobytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 10;
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** It measures memory, not trust. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
