package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.limit.BegunPackets;
import io.citywatch.ingest.packet.Fault;
import io.citywatch.ingest.packet.FixedHeader;
import io.citywatch.ingest.session.Connection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Cuts the stream into packets by their remaining length, before anything is decoded. A decoder that reads the stream
 * itself may, misled by a length inside a packet, swallow the beginning of the next one; inside a slice it cannot. The
 * limit is small until the client has logged in.
 */
final class PacketFramer extends ByteToMessageDecoder {
    private final Connection connection;
    private final BegunPackets begun;
    private boolean greeted;
    /** Bytes that the rest of a stretch of reading holds, and whether a packet ended since that was told. */
    private int held;

    private boolean ended;

    PacketFramer(Connection connection, BegunPackets begun) {
        this.connection = connection;
        this.begun = begun;
        setCumulator(PacketFramer::join);
    }

    /**
     * The rest of a packet with what came of it since. Netty's own way keeps what was read already before the rest until
     * a stretch of reading ends: a megabyte a connection that sends without a pause, and kept while half a packet waits.
     */
    private static ByteBuf join(ByteBufAllocator allocator, ByteBuf rest, ByteBuf more) {
        if (!rest.isReadable()) {
            rest.release();
            return more;
        }
        if (rest.refCnt() == 1 && !rest.isReadOnly() && rest.writableBytes() >= more.readableBytes()) {
            try {
                return rest.writeBytes(more);
            } finally {
                more.release();
            }
        }
        int together = rest.readableBytes() + more.readableBytes();
        ByteBuf fitting = null;
        try {
            fitting = allocator.buffer(allocator.calculateNewCapacity(together, Integer.MAX_VALUE));
            return fitting.writeBytes(rest).writeBytes(more);
        } finally {
            more.release();
            if (fitting != null) {
                rest.release(); // else the caller still owns it
            }
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (connection.hasDeparted()) {
            in.skipBytes(in.readableBytes());
            return;
        }
        // Judged by its first byte alone, so that nobody keeps a connection by half a packet that cannot be good.
        Fault fault = FixedHeader.fault(in.getUnsignedByte(in.readerIndex()), greeted);
        int length = FixedHeader.packetLength(in);
        if (fault == null && length == FixedHeader.NOT_A_LENGTH) {
            fault = Fault.malformed("remaining length: longer than 4 bytes, or not in its shortest form");
        }
        if (fault == null && length > connection.packetLimit()) {
            fault = new Fault(
                    Fault.Kind.TOO_LARGE,
                    "packet length: " + length + " (expected: at most " + connection.packetLimit() + ")");
        }
        if (fault != null) {
            context.pipeline().fireUserEventTriggered(fault);
        } else if (length != FixedHeader.INCOMPLETE && in.readableBytes() >= length) {
            greeted = true;
            ended = true;
            out.add(in.readRetainedSlice(length));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        super.channelReadComplete(context);
        holds(actualReadableBytes() == 0 ? 0 : internalBuffer().capacity());
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        holds(0);
    }

    private void holds(int bytes) {
        if (bytes != held || (bytes > 0 && ended)) {
            begun.hold(connection, bytes, ended);
            held = bytes;
        }
        ended = false;
    }
}
