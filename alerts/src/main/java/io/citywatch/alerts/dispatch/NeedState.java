package io.citywatch.alerts.dispatch;

/** Whether somebody is still wanted. */
public enum NeedState {
    OPEN,
    FILLED,
    CANCELLED
}
