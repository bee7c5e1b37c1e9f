package io.citywatch.alerts.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    @Test
    void refusesAStormInsteadOfHoldingEveryThread() throws Exception {
        Passwords passwords = new Passwords();
        CountDownLatch working = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> first = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                first.add(threads.submit(() -> passwords.inTurn(() -> {
                    working.countDown();
                    return await(go);
                })));
            }
            assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();

            // Nobody makes room: who waits is refused after a while, and does not wait for ever.
            assertThatThrownBy(() -> passwords.matches("secret", "never looked at"))
                    .isInstanceOf(TooManySignIns.class);

            go.countDown();
            for (Future<Boolean> each : first) {
                assertThat(each.get(20, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(passwords.matches("secret", passwords.hash("secret"))).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
