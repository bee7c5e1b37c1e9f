package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.GatewayConfig;
import io.citywatch.ingest.session.Connection;
import io.citywatch.ingest.session.Departure;
import io.citywatch.ingest.session.Session;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;

/** Answers a PINGREQ, and lets go whoever sends a DISCONNECT, with the last wishes that it carries. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends in exceptionCaught or a closed channel
final class PingHandler extends ChannelInboundHandlerAdapter {
    private final GatewayConfig config;
    private final Connection connection;

    PingHandler(GatewayConfig config, Connection connection) {
        this.config = config;
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        MqttMessageType type = ((MqttMessage) message).fixedHeader().messageType();
        if (type == MqttMessageType.PINGREQ) {
            context.writeAndFlush(Replies.pong());
        } else if (type == MqttMessageType.DISCONNECT) {
            context.pipeline().fireUserEventTriggered(goodbye(((MqttMessage) message).variableHeader()));
        } else {
            context.fireChannelRead(message);
        }
    }

    /** Only a plain goodbye takes the will back [MQTT-3.14.4-3]; the decoder lets none revive a session. */
    private Departure goodbye(Object header) {
        Session session = connection.session();
        if (session == null) {
            return Departure.CLIENT_LEFT;
        }
        if (!(header instanceof MqttReasonCodeAndPropertiesVariableHeader said)) {
            session.forgetWill();
            return Departure.CLIENT_LEFT;
        }
        if (said.properties().getProperty(MqttProperties.SESSION_EXPIRY_INTERVAL)
                instanceof MqttProperties.IntegerProperty expiry) {
            session.expireAfter(SessionTerms.expiry(expiry.value(), config));
        }
        if (said.reasonCode() == 0) {
            session.forgetWill();
        }
        return Departure.CLIENT_LEFT;
    }
}
