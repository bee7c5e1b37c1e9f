package io.citywatch.simulators.people;

import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import io.citywatch.simulators.FakeTimer;
import org.jspecify.annotations.Nullable;

/** Offers as the platform would send them. */
final class Offers {
    private Offers() {}

    static OfferMessage offer(String id, long revision, OfferState state, Position place) {
        return offer(id, revision, state, place, state == OfferState.ACCEPTED ? place : null, 60);
    }

    static OfferMessage offer(
            String id,
            long revision,
            OfferState state,
            Position area,
            @Nullable Position position,
            long travelSeconds) {
        return new OfferMessage(
                id,
                "incident-of-" + id,
                revision,
                state,
                "elder-emergency",
                Severity.P1,
                area,
                200,
                travelSeconds,
                FakeTimer.START.plusSeconds(30),
                false,
                position,
                null,
                null,
                null);
    }
}
