package io.citywatch.simulators.load;

import io.citywatch.simulators.device.Link;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many MQTT clients on few threads. A Paho client has threads of its own, which a fleet of thousands cannot; here each
 * has a socket and a few hundred bytes. Thread-safe.
 */
public final class NettyFleet implements Link.Factory, AutoCloseable {
    private static final int THREADS = 2;
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
    private static final int PING_AFTER_SECONDS = 45;
    private static final int MOST_PACKET_BYTES = 1 << 20;

    private final EventLoopGroup loops;
    private final Bootstrap bootstrap;

    /** @param gateway where all of them connect to */
    public NettyFleet(InetSocketAddress gateway) {
        boolean epoll = Epoll.isAvailable();
        loops = new MultiThreadIoEventLoopGroup(
                THREADS, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        bootstrap = new Bootstrap()
                .group(loops)
                .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .remoteAddress(gateway);
    }

    /**
     * A client that is not connected yet.
     *
     * @param filter what to subscribe to, or null for nothing
     * @param onMessage takes the payloads that arrive on it, on the fleet's own threads: it must not block
     */
    @Override
    public NettyConnection open(String id, String token, @Nullable String filter, Consumer<byte[]> onMessage) {
        return new NettyConnection(this, id, token, filter, onMessage);
    }

    /** Opens a socket for a client. */
    ChannelFuture dial(NettyConnection client) {
        return bootstrap
                .clone()
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new IdleStateHandler(0, PING_AFTER_SECONDS, 0, TimeUnit.SECONDS))
                                .addLast(new MqttDecoder(MOST_PACKET_BYTES))
                                .addLast(MqttEncoder.INSTANCE)
                                .addLast(client.handler());
                    }
                })
                .connect();
    }

    void later(Runnable act, long millis) {
        if (!loops.isShuttingDown()) {
            var unused = loops.schedule(act, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** Cuts every connection; say goodbye first. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
