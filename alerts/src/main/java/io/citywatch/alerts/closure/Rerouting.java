package io.citywatch.alerts.closure;

import io.citywatch.alerts.nearest.Travel;

/** What follows for people when roads were closed or opened. */
public interface Rerouting {
    /**
     * Asks nearer people where the way of somebody who was asked got longer, and warns who is under way.
     *
     * @param before travel as it was
     * @param why for people to read
     */
    void roadsChanged(Travel before, Travel now, String why);
}
