package io.citywatch.alerts.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Argon2id as OWASP asks for (19 MiB, two passes, one lane). At most two at a time: a storm of sign-ins must not take
 * the memory and the cores from the alarms, nor by waiting the threads that answer everybody else.
 */
final class Passwords {
    private static final Argon2Function ARGON2 = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
    private static final int SALT_BYTES = 16;
    private static final int AT_A_TIME = 2;
    private static final int WAITING = 2;
    private static final long MOST_MILLIS = 2_000;

    private final Semaphore places = new Semaphore(AT_A_TIME + WAITING);
    private final Semaphore turns = new Semaphore(AT_A_TIME, true);
    private final String decoy = hash("no account has this password");

    /** @throws TooManySignIns if there are too many at a time */
    String hash(String password) {
        return inTurn(() ->
                Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2).getResult());
    }

    /** @throws TooManySignIns if there are too many at a time */
    boolean matches(String password, String hash) {
        return inTurn(() -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
    }

    /** Takes the time of a check, so that nobody learns by the clock which accounts there are. */
    void pretend(String password) {
        boolean unused = matches(password, decoy);
    }

    <T> T inTurn(Supplier<T> work) {
        if (!places.tryAcquire()) {
            throw new TooManySignIns();
        }
        try {
            if (!turns.tryAcquire(MOST_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new TooManySignIns();
            }
            try {
                return work.get();
            } finally {
                turns.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooManySignIns();
        } finally {
            places.release();
        }
    }
}
