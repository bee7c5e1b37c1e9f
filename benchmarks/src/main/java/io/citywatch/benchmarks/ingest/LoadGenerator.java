package io.citywatch.benchmarks.ingest;

import io.citywatch.model.telemetry.Lane;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Opens and closes the load's connections, on event loops of its own. */
final class LoadGenerator implements AutoCloseable {
    private static final int PARALLEL = 50;
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
    private static final long PATIENCE_SECONDS = 120;
    /** Two full windows; without a limit the system lets megabytes of QoS 0 wait on each connection. */
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 << 10, 64 << 10);

    private final EventLoopGroup loops;
    private final Class<? extends Channel> channelType;
    private final SslContext tls;
    private final int threads;

    LoadGenerator(int threads) {
        boolean epoll = Epoll.isAvailable();
        this.threads = threads;
        this.loops = new MultiThreadIoEventLoopGroup(
                threads,
                new DefaultThreadFactory("load", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        this.channelType = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
        try {
            // The server's certificate is the bench's own, made for this run.
            this.tls = SslContextBuilder.forClient()
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("no TLS for the load", e);
        }
    }

    /**
     * Opens connections and logs them in, as many on each event loop.
     *
     * @param first the number of the first device
     * @param mostInFlight of one connection
     * @throws IllegalStateException if one of them is refused
     */
    List<LoadGroup> open(Target target, int first, int connections, String boot, Lane lane, int mostInFlight) {
        List<LoadGroup> groups = new ArrayList<>();
        for (int group = 0; group < threads; group++) {
            int offset = group;
            Tally tally = new Tally();
            List<LoadClient> clients = IntStream.range(0, connections)
                    .filter(number -> number % threads == offset)
                    .mapToObj(number -> new LoadClient(first + number, boot, lane, mostInFlight, tally))
                    .toList();
            groups.add(new LoadGroup(loops.next(), tally, clients));
        }
        try {
            inParallel(connections, number -> {
                LoadGroup group = groups.get(number % threads);
                LoadClient client = group.clients().get(number / threads);
                dial(target, group.loop(), client);
                return client.connected();
            });
            return groups;
        } catch (RuntimeException e) {
            leave(groups);
            throw e;
        }
    }

    /** Waits until the server has answered everything that was sent. */
    static void drain(List<LoadGroup> groups) {
        groups.forEach(group -> group.each(LoadClient::end));
        await(groups, LoadClient::drained);
    }

    /** Says goodbye and waits until all sockets are closed. */
    static void leave(List<LoadGroup> groups) {
        groups.forEach(group -> group.each(LoadClient::leave));
        await(groups, client -> client.gone().exceptionally(failure -> client));
    }

    private static void await(List<LoadGroup> groups, Function<LoadClient, CompletableFuture<LoadClient>> what) {
        CompletableFuture.allOf(groups.stream()
                        .flatMap(group -> group.clients().stream())
                        .map(what)
                        .toArray(CompletableFuture<?>[]::new))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /**
     * Logs in and leaves again, so many times; 50 are under way at once.
     *
     * @return how many a second
     */
    double connectAndLeave(Target target, int devices, int times) {
        Tally unused = new Tally();
        long from = System.nanoTime();
        inParallel(times, number -> {
            LoadClient client = new LoadClient(number % devices, "none", Lane.BULK, 1, unused);
            EventLoop loop = loops.next();
            dial(target, loop, client);
            return client.connected().thenAcceptAsync(LoadClient::leave, loop).thenCompose(left -> client.gone());
        });
        return times * 1e9 / (System.nanoTime() - from);
    }

    private void dial(Target target, EventLoop loop, LoadClient client) {
        new Bootstrap()
                .group(loop)
                .channel(channelType)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .option(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (target.tls()) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                        }
                        channel.pipeline().addLast(client);
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), target.port())
                .addListener((ChannelFutureListener) opened -> {
                    if (!opened.isSuccess()) {
                        client.unreachable(opened.cause());
                    }
                });
    }

    /** Does it so many times, some at once, and waits for all. */
    private static void inParallel(int times, IntFunction<CompletableFuture<LoadClient>> task) {
        Semaphore places = new Semaphore(PARALLEL);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        for (int number = 0; number < times && failure.get() == null; number++) {
            places.acquireUninterruptibly();
            var unused = task.apply(number)
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .whenComplete((client, failed) -> {
                        if (failed != null) {
                            failure.compareAndSet(null, failed);
                        }
                        places.release();
                    });
        }
        places.acquireUninterruptibly(PARALLEL);
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the load cannot connect: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
