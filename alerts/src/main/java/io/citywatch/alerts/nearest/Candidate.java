package io.citywatch.alerts.nearest;

/**
 * Somebody who could be asked.
 *
 * @param fit how well the person meets the need
 * @param cost seconds by which people are compared: the travel time, and what counts for or against this person
 * @param because why this one, for people to read
 */
public record Candidate(
        String responder, Fit fit, double cost, long distanceMeters, long travelSeconds, String because) {
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
