package io.citywatch.ingest.limit;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * Lets connections in steadily, on the listening socket: a storm of reconnecting clients waits in the system's queue, and
 * who finds that full tries again by TCP's own means. Taking all at once would let none of them finish in time.
 */
public final class AcceptPace extends ChannelInboundHandlerAdapter {
    private static final int BURSTS_PER_SECOND = 20;

    private final int perSecond;
    private Rate rate = new Rate(1, 1, 0);

    public AcceptPace(int perSecond) {
        this.perSecond = perSecond;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        rate = new Rate(perSecond, Math.max(1, perSecond / BURSTS_PER_SECOND), now(context));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        context.fireChannelRead(accepted);
        long wait = rate.charge(now(context));
        if (wait > 0 && context.channel().config().isAutoRead()) {
            context.channel().config().setAutoRead(false);
            var unused = context.executor()
                    .schedule(() -> context.channel().config().setAutoRead(true), wait, TimeUnit.NANOSECONDS);
        }
    }

    private static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }
}
