package io.citywatch.simulators.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** As much of a gateway as a client's manners need: it can keep silent, refuse and hang up. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel, which the test sees
final class TestGateway implements AutoCloseable {
    static final String TOKEN = "right";

    final BlockingQueue<String> published = new LinkedBlockingQueue<>();
    final BlockingQueue<String> subscribed = new LinkedBlockingQueue<>();
    final BlockingQueue<Integer> acknowledged = new LinkedBlockingQueue<>();
    /** While false, publishes are taken and not answered. */
    volatile boolean answering = true;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Channel> channels = new CopyOnWriteArrayList<>();
    private final Channel server;

    TestGateway() {
        server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channels.add(channel);
                        channel.pipeline()
                                .addLast(new MqttDecoder(1 << 20))
                                .addLast(MqttEncoder.INSTANCE)
                                .addLast(new Answers());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    /** Hangs up on everybody. */
    void hangUp() {
        channels.forEach(channel -> channel.close().syncUninterruptibly());
        channels.clear();
    }

    /** Tells everybody something on a topic. */
    void tell(String topic, String payload) {
        channels.forEach(channel -> channel.writeAndFlush(MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(MqttQoS.AT_LEAST_ONCE)
                .messageId(7)
                .payload(Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8))
                .build()));
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Answers extends SimpleChannelInboundHandler<MqttMessage> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
            switch (message.fixedHeader().messageType()) {
                case CONNECT -> connected(context, (MqttConnectMessage) message);
                case SUBSCRIBE -> {
                    MqttSubscribeMessage subscribe = (MqttSubscribeMessage) message;
                    subscribed.add(
                            subscribe.payload().topicSubscriptions().get(0).topicFilter());
                    context.writeAndFlush(MqttMessageBuilders.subAck()
                            .packetId(subscribe.variableHeader().messageId())
                            .addGrantedQos(MqttQoS.AT_LEAST_ONCE)
                            .build());
                }
                case PUBLISH -> taken(context, (MqttPublishMessage) message);
                case PUBACK -> acknowledged.add(7);
                default -> {}
            }
        }

        private void connected(ChannelHandlerContext context, MqttConnectMessage connect) {
            String token = new String(connect.payload().passwordInBytes(), StandardCharsets.UTF_8);
            MqttConnectReturnCode code = token.equals(TOKEN)
                    ? MqttConnectReturnCode.CONNECTION_ACCEPTED
                    : MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD;
            context.writeAndFlush(MqttMessageBuilders.connAck()
                    .returnCode(code)
                    .sessionPresent(false)
                    .build());
        }

        private void taken(ChannelHandlerContext context, MqttPublishMessage message) {
            // Decided before a test can see the message: it may turn the answers on as soon as it does.
            boolean answered = answering;
            published.add(message.variableHeader().topicName() + " "
                    + new String(ByteBufUtil.getBytes(message.payload()), StandardCharsets.UTF_8));
            if (answered) {
                context.writeAndFlush(MqttMessageBuilders.pubAck()
                        .packetId(message.variableHeader().packetId())
                        .reasonCode(message.variableHeader().topicName().equals("foreign") ? (byte) 0x87 : (byte) 0)
                        .build());
            }
        }
    }
}
