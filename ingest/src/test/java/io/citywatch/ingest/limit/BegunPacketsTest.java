package io.citywatch.ingest.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.session.Connection;
import io.citywatch.ingest.session.Departure;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BegunPacketsTest {
    private final BegunPackets begun = new BegunPackets(new LimitConfig(0, 1, 1, 1, 1, 1_000, 1));
    private final List<EmbeddedChannel> channels = new ArrayList<>();
    private final List<Long> dismissed = new ArrayList<>();

    @Test
    void whoWaitsLongestForItsPacketsEndMakesRoom() {
        Connection first = connection(1);
        Connection second = connection(2);
        Connection third = connection(3);
        hold(first, 400, true);
        hold(second, 400, true);
        hold(first, 500, false);
        assertThat(dismissed).isEmpty();
        assertThat(begun.bytes()).isEqualTo(900);

        hold(third, 200, true);

        assertThat(dismissed).containsExactly(1L);
        assertThat(begun.bytes()).isEqualTo(600);
    }

    @Test
    void whoEndsItsPacketAndBeginsAnotherIsTheYoungest() {
        Connection first = connection(1);
        Connection second = connection(2);
        hold(first, 400, true);
        hold(second, 400, true);
        hold(first, 400, true);

        hold(connection(3), 400, true);

        assertThat(dismissed).containsExactly(2L);
    }

    @Test
    void whoHoldsNothingCountsNoMore() {
        Connection first = connection(1);
        hold(first, 900, false);
        hold(first, 0, false);
        hold(first, 0, true);
        assertThat(begun.bytes()).isZero();

        hold(connection(2), 900, true);

        assertThat(dismissed).isEmpty();
    }

    @Test
    void severalGoWhereOneIsNotEnough() {
        hold(connection(1), 300, true);
        hold(connection(2), 300, true);
        hold(connection(3), 300, true);

        hold(connection(4), 900, true);

        assertThat(dismissed).containsExactly(1L, 2L, 3L);
        assertThat(begun.bytes()).isEqualTo(900);
    }

    private void hold(Connection connection, int bytes, boolean isAnother) {
        begun.hold(connection, bytes, isAnother);
        channels.forEach(EmbeddedChannel::runPendingTasks);
    }

    private Connection connection(long number) {
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter() {
            @Override
            public void userEventTriggered(ChannelHandlerContext context, Object event) {
                if (event == Departure.BEGUN_PACKETS_LIMIT) {
                    dismissed.add(number);
                }
            }
        });
        channels.add(channel);
        return new Connection(channel, number, 256);
    }
}
