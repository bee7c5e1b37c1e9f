package io.citywatch.ingest.websocket;

import io.citywatch.ingest.session.Departure;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Turns one HTTP request for {@code /mqtt} into a WebSocket (RFC 6455) with the subprotocol {@code mqtt}
 * [MQTT-6.0.0-3], and refuses every other.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends in a closed channel
public final class WebSocketUpgrade extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String PATH = "/mqtt";
    private static final String SUBPROTOCOL = "mqtt";
    private static final String VERSION = "13";
    private static final String RFC_6455_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;
    private static final int LONGEST_LINE = 1_024;
    private static final int LONGEST_BODY = 0;

    private WebSocketUpgrade() {}

    /**
     * Adds what speaks HTTP, until it has made room for the frames.
     *
     * @param longestHeader bytes that a client may send before it is known
     */
    public static void prepare(ChannelPipeline pipeline, int longestHeader) {
        pipeline.addLast(
                "http",
                new HttpServerCodec(new HttpDecoderConfig()
                        .setMaxInitialLineLength(LONGEST_LINE)
                        .setMaxHeaderSize(longestHeader)));
        pipeline.addLast("request", new HttpObjectAggregator(LONGEST_BODY, true));
        pipeline.addLast("upgrade", new WebSocketUpgrade());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        HttpResponseStatus refusal = refusal(request);
        if (refusal == null) {
            upgrade(context, String.valueOf(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY)));
            return;
        }
        FullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                refusal,
                Unpooled.copiedBuffer(
                        "expected: a WebSocket at " + PATH + ", version 13, subprotocol " + SUBPROTOCOL + "\n",
                        StandardCharsets.US_ASCII));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_PLAIN)
                .set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
        context.writeAndFlush(answer)
                .addListener(written -> context.pipeline().fireUserEventTriggered(Departure.REFUSED));
    }

    private static void upgrade(ChannelHandlerContext context, String key) {
        FullHttpResponse answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
        answer.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, acceptOf(key))
                .set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL);
        context.writeAndFlush(answer);
        ChannelPipeline pipeline = context.pipeline();
        pipeline.addAfter("upgrade", "frames", new WebSocketFrames());
        pipeline.remove("upgrade");
        pipeline.remove("request");
        // Last: what came behind the request then goes to the frames.
        pipeline.remove("http");
    }

    /** Absent if it is what this gateway serves. */
    private static @Nullable HttpResponseStatus refusal(FullHttpRequest request) {
        HttpHeaders headers = request.headers();
        if (request.decoderResult().isFailure()) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        if (!new QueryStringDecoder(request.uri()).rawPath().equals(PATH)) {
            return HttpResponseStatus.NOT_FOUND;
        }
        if (!request.method().equals(HttpMethod.GET)
                || !request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                || !headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                || !VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return HttpResponseStatus.UPGRADE_REQUIRED;
        }
        boolean asked = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .anyMatch(name -> name.strip().equals(SUBPROTOCOL));
        return asked && isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY)) ? null : HttpResponseStatus.BAD_REQUEST;
    }

    private static boolean isKey(@Nullable String text) {
        try {
            return text != null && Base64.getDecoder().decode(text).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** SHA-1 because RFC 6455 says so; it protects nothing. */
    private static String acceptOf(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + RFC_6455_GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
