package io.citywatch.ingest.mqtt;

import io.netty.channel.Channel;
import java.util.EnumSet;
import java.util.Set;

/** Stops and resumes the reading of one connection; it reads while nothing holds it. For its event loop alone. */
final class ReadValve {
    /** What may hold it. */
    enum Hold {
        /** An older connection of the client has not let go of its session. */
        OPENING,
        /** Too many messages of the connection wait for the log. */
        UNACKNOWLEDGED,
        /** The log lags. */
        LOG,
        /** The client does not read what it is sent. */
        SLOW_CLIENT
    }

    private final Channel channel;
    private final Set<Hold> holds = EnumSet.noneOf(Hold.class);

    ReadValve(Channel channel) {
        this.channel = channel;
    }

    /** True if it was not held by this before. */
    boolean hold(Hold hold) {
        boolean first = holds.add(hold);
        if (first) {
            channel.config().setAutoRead(false);
        }
        return first;
    }

    void release(Hold hold) {
        if (holds.remove(hold) && holds.isEmpty()) {
            channel.config().setAutoRead(true);
        }
    }

    /** True if it is not the client's own doing that nothing is read. */
    boolean isClosedByGateway() {
        return holds.contains(Hold.OPENING) || holds.contains(Hold.UNACKNOWLEDGED) || holds.contains(Hold.LOG);
    }
}
