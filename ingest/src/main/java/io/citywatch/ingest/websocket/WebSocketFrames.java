package io.citywatch.ingest.websocket;

import io.citywatch.ingest.packet.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Frames of a WebSocket (RFC 6455, section 5) as the stream of bytes that they carry, and back. Payload is passed on as
 * it comes, never gathered: an MQTT packet may span frames, a frame may hold several, and the limits of packets hold
 * whatever length a frame claims. Only binary frames carry MQTT [MQTT-6.0.0-1].
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends in a closed channel
public final class WebSocketFrames extends ChannelDuplexHandler {
    private static final int CONTINUATION = 0x0;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;
    private static final int CONTROL = 0x8;
    private static final int FINAL = 0x80;
    private static final int RESERVED = 0x70;
    private static final int MASKED = 0x80;
    private static final int LENGTH_OF_2 = 126;
    private static final int LENGTH_OF_8 = 127;
    private static final int LONGEST_CONTROL = 125;
    private static final int LONGEST_HEADER = 14;
    private static final int MASK_BYTES = 4;

    private static final int NORMAL_CLOSURE = 1_000;
    private static final int PROTOCOL_ERROR = 1_002;
    private static final int UNACCEPTABLE_DATA = 1_003;

    private final byte[] header = new byte[LONGEST_HEADER];
    private int headerBytes;
    private int opcode = -1;
    private long left;
    private int masked;
    private boolean insideMessage;
    private byte @Nullable [] control;
    private boolean closed;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
            return;
        }
        try {
            while (!closed && (bytes.isReadable() || (opcode >= 0 && left == 0))) {
                if (opcode < 0) {
                    readHeader(context, bytes);
                } else {
                    readPayload(context, bytes);
                }
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (closed) {
            ReferenceCountUtil.release(message); // nothing may follow a Close
            promise.setSuccess();
            return;
        }
        if (!(message instanceof ByteBuf payload)) {
            context.write(message, promise);
            return;
        }
        context.write(headerOf(context, BINARY, payload.readableBytes()));
        context.write(payload, promise);
    }

    /** Says that nothing more will come; done at once if that was said before. */
    public ChannelFuture sayGoodbye(ChannelPipeline pipeline) {
        ChannelHandlerContext context = pipeline.context(this);
        if (closed || context == null) {
            return pipeline.channel().newSucceededFuture();
        }
        closed = true;
        return close(context, NORMAL_CLOSURE);
    }

    private void readHeader(ChannelHandlerContext context, ByteBuf bytes) {
        while (bytes.isReadable()) {
            header[headerBytes++] = bytes.readByte();
            if (headerBytes == 2 && (header[1] & MASKED) == 0) {
                fail(context, PROTOCOL_ERROR);
                return;
            }
            if (headerBytes >= 2 && headerBytes == headerLength()) {
                begin(context);
                return;
            }
        }
    }

    private int headerLength() {
        int length = header[1] & 0x7F;
        return 2 + MASK_BYTES + (length == LENGTH_OF_8 ? 8 : length == LENGTH_OF_2 ? 2 : 0);
    }

    /** The header is there. */
    private void begin(ChannelHandlerContext context) {
        int first = header[0] & 0xFF;
        int code = first & 0x0F;
        boolean last = (first & FINAL) != 0;
        long length = length();
        boolean isControl = (code & CONTROL) != 0;
        boolean known = code == CONTINUATION || code == BINARY || code == CLOSE || code == PING || code == PONG;
        if (!known) {
            fail(context, UNACCEPTABLE_DATA);
            return;
        }
        boolean lawful = (first & RESERVED) == 0
                && length >= 0
                && (isControl ? last && length <= LONGEST_CONTROL : insideMessage == (code == CONTINUATION));
        if (!lawful) {
            fail(context, PROTOCOL_ERROR);
            return;
        }
        if (isControl) {
            control = new byte[(int) length];
        } else {
            insideMessage = !last;
        }
        opcode = code;
        left = length;
        masked = 0;
    }

    /** -1 if it is not written in its shortest form. */
    private long length() {
        int bytes = headerLength() - 2 - MASK_BYTES;
        if (bytes == 0) {
            return header[1] & 0x7F;
        }
        long length = 0;
        for (int i = 0; i < bytes; i++) {
            length = (length << 8) | (header[2 + i] & 0xFF);
        }
        return length < (bytes == 2 ? LENGTH_OF_2 : 1 << 16) ? -1 : length;
    }

    private void readPayload(ChannelHandlerContext context, ByteBuf bytes) {
        int part = (int) Math.min(left, bytes.readableBytes());
        unmask(bytes, part);
        left -= part;
        byte[] gathered = control;
        if (gathered != null) {
            bytes.readBytes(gathered, gathered.length - part - (int) left, part);
        } else if (part > 0) {
            context.fireChannelRead(bytes.readRetainedSlice(part));
        }
        if (left == 0) {
            int ended = opcode;
            opcode = -1;
            headerBytes = 0;
            control = null;
            if (gathered != null) {
                control(context, ended, gathered);
            }
        }
    }

    private void unmask(ByteBuf bytes, int count) {
        int mask = headerLength() - MASK_BYTES;
        int start = bytes.readerIndex();
        for (int i = 0; i < count; i++) {
            bytes.setByte(start + i, bytes.getByte(start + i) ^ header[mask + (masked++ & 3)]);
        }
    }

    private void control(ChannelHandlerContext context, int code, byte[] payload) {
        if (code == PING) {
            context.writeAndFlush(headerOf(context, PONG, payload.length).writeBytes(payload));
        } else if (code == CLOSE && !closed) {
            // As a socket that closes: what it means for the session is decided where that is.
            closed = true;
            close(context, NORMAL_CLOSURE).addListener(written -> context.close());
        }
    }

    private void fail(ChannelHandlerContext context, int status) {
        closed = true;
        close(context, status);
        context.pipeline()
                .fireUserEventTriggered(Fault.malformed(
                        "web socket frame: closed with " + status + " (expected: masked, binary, whole)"));
    }

    private static ChannelFuture close(ChannelHandlerContext context, int status) {
        return context.writeAndFlush(headerOf(context, CLOSE, 2).writeShort(status));
    }

    private static ByteBuf headerOf(ChannelHandlerContext context, int code, int length) {
        ByteBuf header = context.alloc().ioBuffer(LONGEST_HEADER + (code == BINARY ? 0 : length));
        header.writeByte(FINAL | code);
        if (length < LENGTH_OF_2) {
            return header.writeByte(length);
        }
        return length < 1 << 16
                ? header.writeByte(LENGTH_OF_2).writeShort(length)
                : header.writeByte(LENGTH_OF_8).writeLong(length);
    }
}
