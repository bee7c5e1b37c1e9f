package io.citywatch.alerts.notify;

import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.model.Severity;
import io.citywatch.model.registry.Channel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider is to tell somebody: of the person in need and their door nothing.
 *
 * @param id of the notification, the same for every try
 * @param refusals how often the provider said that it did not take it; another number is another message to it
 * @param number to dial
 * @param place the district, if it is known
 * @param deadline to answer until then
 * @param answerAt how to answer
 */
public record Page(
        String id,
        int refusals,
        Channel channel,
        String number,
        IncidentKind kind,
        Severity severity,
        @Nullable String place,
        long distanceMeters,
        long travelSeconds,
        Instant deadline,
        @Nullable String answerAt) {
    private static final int METERS_OF_A_STEP = 10;

    /** Rounded: the exact way would tell the door. */
    public long roundedMeters() {
        return Math.max(METERS_OF_A_STEP, Math.round((double) distanceMeters / METERS_OF_A_STEP) * METERS_OF_A_STEP);
    }

    public long minutes() {
        return Math.max(1, Math.round(travelSeconds / 60.0));
    }

    /** Never the number. */
    @Override
    public String toString() {
        return "Page[" + id + " " + channel + "]";
    }
}
