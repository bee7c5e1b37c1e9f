package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.packet.Greeting;
import io.citywatch.ingest.packet.PacketReader;
import io.citywatch.ingest.packet.Verdict;
import io.citywatch.ingest.session.Connection;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** Reads each packet that was framed, and lets only well-formed ones through: a malformed one is the last. */
final class PacketDecoder extends ChannelInboundHandlerAdapter {
    /** By this Netty's encoder knows which version to write; its own decoder, which is not here, would set it. */
    private static final AttributeKey<MqttVersion> ENCODER_VERSION = AttributeKey.valueOf("NETTY_CODEC_MQTT_VERSION");

    private final Connection connection;
    private @Nullable Greeting greeting;

    PacketDecoder(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object slice) {
        Verdict verdict;
        try {
            if (connection.hasDeparted()) {
                return;
            }
            verdict = PacketReader.read((ByteBuf) slice, greeting);
        } finally {
            ReferenceCountUtil.release(slice);
        }
        if (verdict instanceof Verdict.Malformed malformed) {
            context.pipeline().fireUserEventTriggered(malformed.fault());
            return;
        }
        MqttMessage message = ((Verdict.WellFormed) verdict).message();
        if (message instanceof MqttConnectMessage connect) {
            greet(context.channel(), Greeting.of(connect));
        }
        context.fireChannelRead(message);
    }

    private void greet(Channel channel, Greeting said) {
        greeting = said;
        channel.attr(ENCODER_VERSION).set(said.mqtt5() ? MqttVersion.MQTT_5 : MqttVersion.MQTT_3_1_1);
    }
}
