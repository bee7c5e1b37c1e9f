package io.citywatch.alerts.nearest;

import java.util.List;

/**
 * Who could be asked, and who was nearer and is not.
 *
 * @param best the nearest first
 * @param around how many could be asked within a kilometre of straight line, as far as was looked
 * @param passedOver nearer than the last of the best, the nearest first
 */
public record Ranked(List<Candidate> best, int around, List<PassedOver> passedOver) {
    /**
     * Somebody of the role, on duty, who is bound elsewhere. Of those who are asked, or were, their offers tell.
     *
     * @param cost as of a {@link Candidate}
     * @param reason for people to read
     */
    public record PassedOver(String responder, double cost, long distanceMeters, long travelSeconds, String reason) {}
}
