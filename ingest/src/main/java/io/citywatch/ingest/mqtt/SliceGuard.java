package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.session.Connection;
import io.citywatch.ingest.session.Departure;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Sees to it that each slice gave a packet: a decoder that waits for more would read on into the next slice. */
final class SliceGuard extends ChannelInboundHandlerAdapter {
    private final Connection connection;
    private final PacketGate gate;

    SliceGuard(Connection connection, PacketGate gate) {
        this.connection = connection;
        this.gate = gate;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object slice) {
        context.fireChannelRead(slice);
        if (!gate.takePassed() && !connection.hasDeparted()) {
            context.pipeline().fireUserEventTriggered(Departure.MALFORMED_PACKET);
        }
    }
}
