package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.GatewayConfig;
import io.citywatch.ingest.session.Connection;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.atomic.AtomicLong;

/** The gateway's handlers, in their order. */
@ChannelHandler.Sharable
public final class GatewayPipeline extends ChannelInitializer<Channel> {
    private static final int FLUSH_AFTER = 256;

    private final Collaborators shared;
    private final AtomicLong connections = new AtomicLong();
    private final ChannelGroup clients = new DefaultChannelGroup("clients", GlobalEventExecutor.INSTANCE);

    public GatewayPipeline(Collaborators shared) {
        this.shared = shared;
    }

    /** Every open connection, logged in or not. */
    ChannelGroup clients() {
        return clients;
    }

    /** The same behind what a transport needs. */
    ChannelInitializer<Channel> over(Transport transport) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                transport.prepare(channel);
                GatewayPipeline.this.initChannel(channel);
            }
        };
    }

    @Override
    protected void initChannel(Channel channel) {
        GatewayConfig config = shared.config();
        Connection connection = new Connection(channel, connections.incrementAndGet(), config.connectBytes());
        ReadValve valve = new ReadValve(channel);
        KeepAlive keepAlive = new KeepAlive(connection, valve, config.connectTimeout());
        ChannelPipeline pipeline = channel.pipeline();
        clients.add(channel);
        shared.entrance().arrived(connection);

        // In: bytes to packets. Nothing is decoded that was not framed.
        pipeline.addLast("flush", new FlushConsolidationHandler(FLUSH_AFTER, true));
        pipeline.addLast(
                "framer", new PacketFramer(connection, shared.entrance().begun()));
        pipeline.addLast("keep-alive", keepAlive);
        pipeline.addLast("decoder", new PacketDecoder(connection));
        pipeline.addLast("encoder", MqttEncoder.INSTANCE);
        // Packets to what they ask for. Nothing passes that is not logged in.
        pipeline.addLast("connect", new ConnectHandler(shared, connection, keepAlive, valve));
        pipeline.addLast("publish", new PublishHandler(shared, connection, valve));
        pipeline.addLast("subscribe", new SubscribeHandler(shared, connection));
        pipeline.addLast("delivery", new DeliveryHandler(shared, connection));
        pipeline.addLast("ping", new PingHandler(shared.config(), connection));
        // The one door out.
        pipeline.addLast("exit", new ExitDoor(shared, connection));
    }
}
