package io.citywatch.simulators.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final List<String> attempts = new ArrayList<>();
    private final List<CompletableFuture<@Nullable Void>> answers = new ArrayList<>();
    private final Outbox outbox = new Outbox((topic, payload) -> {
        attempts.add(topic);
        CompletableFuture<@Nullable Void> answer = new CompletableFuture<>();
        answers.add(answer);
        return answer;
    });

    @Test
    void whatIsAcknowledgedIsOwedNoMore() {
        CompletableFuture<@Nullable Void> done = outbox.deliver("a", new byte[0]);
        answers.get(0).complete(null);
        outbox.resend();

        assertThat(done).isCompleted();
        assertThat(attempts).containsExactly("a");
        assertThat(outbox.owed()).isZero();
    }

    @Test
    void whatALostConnectionSwallowedLeavesAgainInItsOrder() {
        CompletableFuture<@Nullable Void> first = outbox.deliver("a", new byte[0]);
        outbox.deliver("b", new byte[0]).isDone();
        answers.get(0).completeExceptionally(new IllegalStateException("connection lost"));
        assertThat(first).isNotDone();

        outbox.resend();
        answers.get(2).complete(null);

        assertThat(attempts).containsExactly("a", "b", "a", "b");
        assertThat(first).isCompleted();
        assertThat(outbox.owed()).isEqualTo(1);
    }

    @Test
    void theOldestMakesRoomAndSaysSo() {
        CompletableFuture<@Nullable Void> first = outbox.deliver("first", new byte[0]);
        for (int i = 0; i < Outbox.MOST; i++) {
            outbox.deliver("later", new byte[0]).isDone();
        }

        assertThat(first).isCompletedExceptionally();
        assertThat(outbox.owed()).isEqualTo(Outbox.MOST);
    }

    @Test
    void aClientWaitsLongerEachTimeUpTo128SecondsAndStartsAnewOnceItIsBack() {
        BackOff backOff = new BackOff(new SplittableRandom(1));
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            waits.add(backOff.next());
        }

        assertThat(waits.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(waits.get(11)).isBetween(Duration.ofSeconds(64), Duration.ofSeconds(128));
        backOff.reset();
        assertThat(backOff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
}
