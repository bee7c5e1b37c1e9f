package io.citywatch.alerts.access;

/** More people sign in at a time than passwords are checked; nothing was checked, another try may succeed. */
public final class TooManySignIns extends RuntimeException {
    TooManySignIns() {
        // Without a stack trace: it is thrown when there is no time to spare.
        super("too many sign-ins at a time", null, false, false);
    }
}
