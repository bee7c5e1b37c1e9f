package io.citywatch.alerts.incident;

import java.time.Instant;

/**
 * One thing that happened to an incident. Holds no personal data.
 *
 * @param actor who: an account, a responder, or {@code intake}, {@code dispatch}
 * @param what in words
 * @param cause the id of what made it happen: a detection, an offer, a timer
 */
public record TimelineEntry(Instant at, String actor, String what, String cause) {}
