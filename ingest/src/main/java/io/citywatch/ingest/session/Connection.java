package io.citywatch.ingest.session;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One socket, from its opening to its end. All but {@link #leave} belongs to the channel's event loop. */
public final class Connection {
    private final Channel channel;
    private final long number;
    private int packetLimit;
    private int topicAliases;
    private @Nullable ClientLimits limits;
    private @Nullable Session session;
    private boolean departed;

    /**
     * @param number the gateway's count of connections
     * @param packetLimit the longest packet until a session opens
     */
    public Connection(Channel channel, long number, int packetLimit) {
        this.channel = channel;
        this.number = number;
        this.packetLimit = packetLimit;
    }

    /** A CONNECT came; refused or not, the answer must be one that the client can bear. */
    public void announce(ClientLimits announced) {
        this.limits = announced;
    }

    /** Absent before a CONNECT. */
    public @Nullable ClientLimits limits() {
        return limits;
    }

    /** The client has logged in. */
    public void open(Session opened, int newPacketLimit, int highestTopicAlias) {
        this.session = opened;
        this.packetLimit = newPacketLimit;
        this.topicAliases = highestTopicAlias;
    }

    /** Ends the connection through its one door; from any thread. */
    public void leave(Departure departure) {
        channel.eventLoop().execute(() -> channel.pipeline().fireUserEventTriggered(departure));
    }

    /** Marks the end; true the first time. After it nothing is read and nothing sent. */
    public boolean depart() {
        boolean first = !departed;
        departed = true;
        return first;
    }

    public boolean hasDeparted() {
        return departed;
    }

    /** Absent until the client has logged in. */
    public @Nullable Session session() {
        return session;
    }

    public long number() {
        return number;
    }

    public int packetLimit() {
        return packetLimit;
    }

    /** The highest topic alias that was offered to the client; 0 for none. */
    public int topicAliases() {
        return topicAliases;
    }

    public Channel channel() {
        return channel;
    }

    /** The address that it came from. */
    public String remote() {
        return channel.remoteAddress() instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : String.valueOf(channel.remoteAddress());
    }
}
