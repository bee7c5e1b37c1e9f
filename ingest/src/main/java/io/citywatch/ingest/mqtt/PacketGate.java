package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.auth.Refusal;
import io.citywatch.ingest.session.Departure;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.util.ReferenceCountUtil;

/** Lets only well-formed packets through: a packet that the decoder could not read to its exact end is the last. */
final class PacketGate extends ChannelInboundHandlerAdapter {
    private boolean passed;

    /** True if a packet has come since the last question. */
    boolean takePassed() {
        boolean was = passed;
        passed = false;
        return was;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        passed = true;
        if (!(message instanceof MqttMessage packet)) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (packet.decoderResult().isSuccess()) {
            context.fireChannelRead(packet);
            return;
        }
        ReferenceCountUtil.release(packet);
        context.pipeline()
                .fireUserEventTriggered(
                        packet.decoderResult().cause() instanceof MqttUnacceptableProtocolVersionException
                                ? Refusal.UNSUPPORTED_VERSION
                                : Departure.MALFORMED_PACKET);
    }
}
