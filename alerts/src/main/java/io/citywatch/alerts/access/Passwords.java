package io.citywatch.alerts.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.concurrent.Semaphore;

/**
 * Argon2id as OWASP asks for (19 MiB, two passes, one lane). At most two at a time: a storm of sign-ins must not take
 * the memory and the cores from the alarms.
 */
final class Passwords {
    private static final Argon2Function ARGON2 = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
    private static final int SALT_BYTES = 16;

    private final Semaphore turns = new Semaphore(2);
    private final String decoy = hash("no account has this password");

    String hash(String password) {
        turns.acquireUninterruptibly();
        try {
            return Password.hash(password)
                    .addRandomSalt(SALT_BYTES)
                    .with(ARGON2)
                    .getResult();
        } finally {
            turns.release();
        }
    }

    boolean matches(String password, String hash) {
        turns.acquireUninterruptibly();
        try {
            return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
        } finally {
            turns.release();
        }
    }

    /** Takes the time of a check, so that nobody learns by the clock which accounts there are. */
    void pretend(String password) {
        boolean unused = matches(password, decoy);
    }
}
