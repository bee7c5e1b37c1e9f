package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.tls.CertificateWatch;
import io.citywatch.ingest.websocket.WebSocketFrames;
import io.citywatch.ingest.websocket.WebSocketUpgrade;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.ssl.SslHandler;

/** How the bytes of MQTT come through a socket: what stands before the gateway's own handlers. */
@FunctionalInterface
interface Transport {
    /** Nothing at all. */
    Transport TCP = channel -> {};

    void prepare(Channel channel);

    static Transport tls(CertificateWatch certificates) {
        return channel -> channel.pipeline().addLast("tls", certificates.newHandler(channel.alloc()));
    }

    /** @param longestRequest bytes that a client may send before it is known */
    static Transport webSocket(int longestRequest) {
        return channel -> WebSocketUpgrade.prepare(channel.pipeline(), longestRequest);
    }

    /** Ends our half of the conversation in the words of the transport; the socket's own end comes after. */
    static ChannelFuture sayGoodbye(Channel channel) {
        WebSocketFrames frames = channel.pipeline().get(WebSocketFrames.class);
        if (frames != null) {
            return frames.sayGoodbye(channel.pipeline());
        }
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        return tls == null ? channel.newSucceededFuture() : tls.closeOutbound();
    }
}
