package io.citywatch.standalone.endtoend;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again until the answer is as wanted, and says the last answer if it never is. */
public final class Await {
    private static final long PERIOD_MILLIS = 20;

    private Await() {}

    public static <T> T until(String what, Duration atMost, Supplier<T> ask, Predicate<T> wanted) {
        long end = System.nanoTime() + atMost.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        T answer = ask.get();
        while (!wanted.test(answer)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + ": not as wanted within " + atMost + ", last: " + answer);
            }
            try {
                boolean unused = never.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
            answer = ask.get();
        }
        return answer;
    }
}
