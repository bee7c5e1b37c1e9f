package io.citywatch.alerts.track;

import java.time.Instant;

/**
 * A vehicle's owner lets the police look at where it was.
 *
 * @param givenBy who agreed, as on the paper
 * @param reference where it is written down
 * @param recordedBy the account that says so
 * @param until exclusive
 */
public record Consent(
        String id,
        String plate,
        String givenBy,
        String reference,
        String recordedBy,
        Instant recordedAt,
        Instant until) {}
