package io.citywatch.ingest.session;

import org.jspecify.annotations.Nullable;

/**
 * What an older connection of a client leaves to the next.
 *
 * @param state absent if there is no session, or it ended
 * @param will one that waits for its delay, if there is one
 */
public record Handover(
        @Nullable SessionState state, @Nullable Will will) {
    static final Handover NOTHING = new Handover(null, null);

    /** True if there is a session to resume. */
    public boolean hasSession() {
        return state != null;
    }
}
