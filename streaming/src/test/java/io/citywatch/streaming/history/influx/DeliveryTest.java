package io.citywatch.streaming.history.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.citywatch.streaming.history.HistoryPoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private final Server server = new Server();
    private final List<Long> pauses = new ArrayList<>();
    private final Map<String, String> refused = new LinkedHashMap<>();
    private final Delivery delivery =
            new Delivery(server, pauses::add, (point, reason) -> refused.put(point.line(), reason));

    @Test
    void aBatchIsOneRequest() throws Exception {
        delivery.deliver(points(1_000));

        assertThat(server.requests).isEqualTo(1);
        assertThat(server.taken).hasSize(1_000);
    }

    @Test
    void nothingIsNoRequest() throws Exception {
        delivery.deliver(List.of());

        assertThat(server.requests).isZero();
    }

    @Test
    void whileTheServerIsAwayItIsAskedEverMoreSeldom() throws Exception {
        for (int i = 0; i < 9; i++) {
            server.answers.add(new Answer.Away("gone"));
        }

        delivery.deliver(points(3));

        assertThat(server.taken).hasSize(3);
        assertThat(pauses).containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L, 5_000L);
    }

    @Test
    void aPointThatIsWrongIsSetAsideWithItsReasonAndTheOthersAreTaken() throws Exception {
        server.poison = Set.of("p17", "p640");

        delivery.deliver(points(1_000));

        assertThat(refused).containsOnlyKeys("p17", "p640").containsEntry("p17", "no p17");
        assertThat(server.taken).hasSize(998).doesNotContain("p17", "p640");
        assertThat(server.requests).isLessThan(2 * 2 * 11);
    }

    @Test
    void aBatchThatIsTooLargeIsCut() throws Exception {
        server.mostLines = 100;

        delivery.deliver(points(1_000));

        assertThat(server.taken).hasSize(1_000);
        assertThat(refused).isEmpty();
    }

    @Test
    void aPointThatAloneIsTooLargeIsSetAside() throws Exception {
        server.mostLines = 0;

        delivery.deliver(points(1));

        assertThat(refused).containsOnlyKeys("p0");
    }

    @Test
    void aStopEndsTheWaiting() {
        server.answers.add(new Answer.Away("gone"));
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> delivery.deliver(points(3)));
    }

    private static List<HistoryPoint> points(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new HistoryPoint("d", "smoke", 0, "p" + i))
                .toList();
    }

    /** Takes points as a server would that refuses a batch as a whole. */
    private static final class Server implements LineServer {
        private final Deque<Answer> answers = new ArrayDeque<>();
        private final Set<String> taken = new TreeSet<>();
        private Set<String> poison = Set.of();
        private int mostLines = Integer.MAX_VALUE;
        private int requests;

        @Override
        public Answer write(List<String> lines) {
            requests++;
            if (!answers.isEmpty()) {
                return answers.remove();
            }
            if (lines.size() > mostLines) {
                return new Answer.TooLarge();
            }
            for (String line : lines) {
                if (poison.contains(line)) {
                    return new Answer.Refused("no " + line);
                }
            }
            taken.addAll(lines);
            return new Answer.Taken();
        }

        @Override
        public void close() {}
    }
}
