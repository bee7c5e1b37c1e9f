package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.session.Departure;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** The listening socket and the event loops, native where the platform has epoll. */
public final class MqttServer implements AutoCloseable {
    private static final int BACKLOG = 4_096;
    private static final long QUIET_MILLIS = 50;
    private static final long CLOSE_MILLIS = 5_000;

    private final EventLoopGroup loops;
    private final ChannelGroup clients;
    private final Channel listener;

    /** @throws IllegalStateException naming the address, if it cannot be listened on */
    public MqttServer(String host, int port, GatewayPipeline pipeline) {
        this.clients = pipeline.clients();
        boolean epoll = Epoll.isAvailable();
        Class<? extends ServerChannel> type = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        this.loops = new MultiThreadIoEventLoopGroup(
                Runtime.getRuntime().availableProcessors(),
                new DefaultThreadFactory("gateway-mqtt", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(type)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(pipeline)
                .bind(host, port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var unused = loops.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
            throw new IllegalStateException(
                    "mqtt-port: " + host + ":" + port + " (expected: an address that is free to listen on)",
                    bound.cause());
        }
        this.listener = bound.channel();
    }

    /** The port that it listens on. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Accepts nobody any more, and reads no more from who is here. */
    public void stopAccepting() {
        listener.close().awaitUninterruptibly(CLOSE_MILLIS);
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
