package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.session.Connection;
import io.citywatch.ingest.session.Departure;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection that stays silent: before its CONNECT for the connect timeout, after it for one and a half times
 * its keep alive [MQTT-3.1.2-22]. Whole packets count, and time in which the gateway itself does not read does not.
 */
final class KeepAlive extends ChannelInboundHandlerAdapter {
    private final Connection connection;
    private final ReadValve valve;
    private final Duration connectTimeout;
    private @Nullable Future<?> timer;
    private long allowedNanos;
    private long lastPacketNanos;

    KeepAlive(Connection connection, ReadValve valve, Duration connectTimeout) {
        this.connection = connection;
        this.valve = valve;
        this.connectTimeout = connectTimeout;
    }

    /** The client has logged in; 0 means for ever. */
    void begin(ChannelHandlerContext context, int keepAliveSeconds) {
        cancel();
        allowedNanos = TimeUnit.SECONDS.toNanos(keepAliveSeconds) * 3 / 2;
        lastPacketNanos = now(context);
        if (allowedNanos > 0) {
            schedule(context, allowedNanos);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        timer = context.executor()
                .schedule(
                        () -> leave(context, Departure.CONNECT_TIMEOUT),
                        connectTimeout.toNanos(),
                        TimeUnit.NANOSECONDS);
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (connection.session() != null) {
            lastPacketNanos = now(context);
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancel();
        context.fireChannelInactive();
    }

    private void check(ChannelHandlerContext context) {
        if (valve.isClosedByGateway()) {
            lastPacketNanos = now(context);
        }
        long left = lastPacketNanos + allowedNanos - now(context);
        if (left <= 0) {
            leave(context, Departure.KEEP_ALIVE_TIMEOUT);
        } else {
            schedule(context, left);
        }
    }

    private void schedule(ChannelHandlerContext context, long nanos) {
        timer = context.executor().schedule(() -> check(context), nanos, TimeUnit.NANOSECONDS);
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private static void leave(ChannelHandlerContext context, Departure departure) {
        context.pipeline().fireUserEventTriggered(departure);
    }

    private static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }
}
