package io.citywatch.streaming.io;

import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;

/**
 * How state expires. By itself Flink looks at five entries at each access, and through all 128 key groups as long as
 * they are empty: that was a third of what the smoke rules cost, and a sixth of the whole job.
 */
public final class Expiring {
    private static final int LOOKED_AT = 1;

    private Expiring() {}

    /** Of state that most keys have: it is looked through once while as many messages come as there are keys. */
    public static StateTtlConfig ofMany(Duration kept) {
        return StateTtlConfig.newBuilder(kept)
                .cleanupIncrementally(LOOKED_AT, false)
                .build();
    }

    /**
     * Of state that many keys are asked for and few have, or that is bounded anyway: nobody looks for what expired. It
     * is given to nobody, and it is not in the next checkpoint.
     */
    public static StateTtlConfig ofFew(Duration kept) {
        return StateTtlConfig.newBuilder(kept)
                .disableCleanupInBackground()
                .cleanupFullSnapshot()
                .build();
    }
}
