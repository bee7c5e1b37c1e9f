package io.citywatch.alerts.store;

import java.util.UUID;

/** Ids that nothing had before, whichever process makes them. */
public final class FreshIds {
    private FreshIds() {}

    /** 32 hexadecimal digits. */
    public static String next() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
