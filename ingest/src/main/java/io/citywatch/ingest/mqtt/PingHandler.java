package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.session.Departure;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;

/** Answers a PINGREQ, and lets go whoever sends a DISCONNECT. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends in exceptionCaught or a closed channel
final class PingHandler extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        MqttMessageType type = ((MqttMessage) message).fixedHeader().messageType();
        if (type == MqttMessageType.PINGREQ) {
            context.writeAndFlush(Replies.pong());
        } else if (type == MqttMessageType.DISCONNECT) {
            context.pipeline().fireUserEventTriggered(Departure.CLIENT_LEFT);
        } else {
            context.fireChannelRead(message);
        }
    }
}
