package io.citywatch.model.detection;

/** Whether a rule began, changed or ceased to hold. */
public enum Phase {
    RAISED,
    UPDATED,
    CLEARED
}
