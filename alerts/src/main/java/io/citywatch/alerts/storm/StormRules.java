package io.citywatch.alerts.storm;

import java.time.Instant;

/** When a storm begins and ends; a pure function. It ends far below where it begins, and not at once: it must not flap. */
final class StormRules {
    private StormRules() {}

    static StormState next(StormState state, StormLoad load, Instant now, StormSettings settings) {
        int most = settings.incidents() * load.operators();
        Instant since = state.since();
        if (since == null) {
            return load.incidents() > most ? new StormState(now, null) : StormState.NONE;
        }
        if (load.incidents() > most * settings.calmShare()) {
            return new StormState(since, null);
        }
        Instant calmSince = state.calmSince();
        if (calmSince == null || calmSince.isAfter(now)) {
            return new StormState(since, now);
        }
        return calmSince.plus(settings.calm()).isAfter(now) ? state : StormState.NONE;
    }
}
