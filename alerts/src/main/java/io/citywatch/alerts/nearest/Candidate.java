package io.citywatch.alerts.nearest;

/**
 * Somebody who could be asked.
 *
 * @param fit how well the person meets the need, the smaller the better
 * @param because why this one, for people to read
 */
public record Candidate(String responder, Fit fit, long distanceMeters, long travelSeconds, String because) {
    /** How well somebody meets a need. */
    public enum Fit {
        /** The role and the skill. */
        EXACT,
        /** The role without the skill. */
        ROLE_ONLY,
        /** Any volunteer. */
        ANY_VOLUNTEER
    }
}
