package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.GatewayConfig;
import io.citywatch.ingest.limit.AcceptPace;
import io.citywatch.ingest.limit.LimitConfig;
import io.citywatch.ingest.session.Departure;
import io.citywatch.ingest.tls.CertificateWatch;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The listening sockets and the event loops, native where the platform has epoll. */
public final class MqttServer implements AutoCloseable {
    private static final String MQTT = "mqtt-port";
    private static final String MQTTS = "tls.port";
    private static final String WEB_SOCKET = "web-socket-port";
    private static final boolean EPOLL = Epoll.isAvailable();
    private static final int BACKLOG = 4_096;
    /** One read at most: of a thousand that send without a pause each holds so much, and its half packet. */
    private static final int MOST_READ_BYTES = 16 << 10;

    private static final int FIRST_READ_BYTES = 2 << 10;
    private static final int LEAST_READ_BYTES = 256;
    private static final int UNANSWERED_MILLIS = 60_000;
    private static final int PROBE_AFTER_SECONDS = 300;
    private static final long QUIET_MILLIS = 50;
    private static final long CLOSE_MILLIS = 5_000;

    private final EventLoopGroup loops;
    private final ChannelGroup clients;
    private final Map<String, Channel> listeners = new LinkedHashMap<>();

    /**
     * Listens on every port that is configured.
     *
     * @param certificates absent without TLS
     * @throws IllegalStateException naming the address, if it cannot be listened on
     */
    public MqttServer(GatewayConfig config, GatewayPipeline pipeline, @Nullable CertificateWatch certificates) {
        this.clients = pipeline.clients();
        this.loops = new MultiThreadIoEventLoopGroup(
                Runtime.getRuntime().availableProcessors(),
                new DefaultThreadFactory("gateway-mqtt", true),
                EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        LimitConfig limits = config.limits();
        String host = config.host();
        listen(MQTT, host, config.mqttPort(), pipeline.over(Transport.TCP), limits.connectsPerSecond());
        if (certificates != null) {
            ChannelHandler tls = pipeline.over(Transport.tls(certificates));
            listen(MQTTS, host, config.tls().port(), tls, limits.handshakesPerSecond());
        }
        if (config.webSocketPort() >= 0) {
            ChannelHandler webSocket = pipeline.over(Transport.webSocket(config.connectBytes()));
            listen(WEB_SOCKET, host, config.webSocketPort(), webSocket, limits.connectsPerSecond());
        }
    }

    private void listen(String setting, String host, int port, ChannelHandler pipeline, int perSecond) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(LEAST_READ_BYTES, FIRST_READ_BYTES, MOST_READ_BYTES))
                .handler(new AcceptPace(perSecond))
                .childHandler(pipeline);
        if (EPOLL) {
            // A peer that is gone without a word: its keep alive finds it, and these do where it asked for none.
            bootstrap
                    .childOption(EpollChannelOption.TCP_USER_TIMEOUT, UNANSWERED_MILLIS)
                    .childOption(EpollChannelOption.TCP_KEEPIDLE, PROBE_AFTER_SECONDS);
        }
        ChannelFuture bound = bootstrap.bind(host, port).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var unused = loops.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
            throw new IllegalStateException(
                    setting + ": " + host + ":" + port + " (expected: an address that is free to listen on)",
                    bound.cause());
        }
        listeners.put(setting, bound.channel());
    }

    /** The port for MQTT over TCP. */
    public int mqttPort() {
        return portOf(MQTT).orElseThrow();
    }

    /** The port for MQTT over TLS; empty without. */
    public OptionalInt mqttsPort() {
        return portOf(MQTTS);
    }

    /** The port for MQTT over WebSocket; empty without. */
    public OptionalInt webSocketPort() {
        return portOf(WEB_SOCKET);
    }

    private OptionalInt portOf(String setting) {
        Channel listener = listeners.get(setting);
        return listener == null
                ? OptionalInt.empty()
                : OptionalInt.of(((InetSocketAddress) listener.localAddress()).getPort());
    }

    /** Accepts nobody any more, and reads no more from who is here. */
    public void stopAccepting() {
        listeners.values().forEach(listener -> listener.close().awaitUninterruptibly(CLOSE_MILLIS));
        clients.forEach(client -> client.config().setAutoRead(false));
    }

    /** Tells every client, logged in or not, and waits until they are gone; who is not in time is cut off. */
    public void dismiss(Departure departure) {
        clients.forEach(
                client -> client.eventLoop().execute(() -> client.pipeline().fireUserEventTriggered(departure)));
        if (!clients.newCloseFuture().awaitUninterruptibly(CLOSE_MILLIS)) {
            clients.close().awaitUninterruptibly(CLOSE_MILLIS);
        }
    }

    @Override
    public void close() {
        loops.shutdownGracefully(QUIET_MILLIS, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(2 * CLOSE_MILLIS);
    }
}
