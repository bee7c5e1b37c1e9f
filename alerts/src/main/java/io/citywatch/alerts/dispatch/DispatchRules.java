package io.citywatch.alerts.dispatch;

/**
 * What dispatch goes by.
 *
 * @param offers whom to ask, how many, and how long they have
 * @param patience how long it waits for somebody before it goes on without
 * @param watch how whoever accepted is looked after
 */
public record DispatchRules(DispatchSettings offers, Patience patience, WatchSettings watch) {
    public static final DispatchRules DEFAULTS =
            new DispatchRules(DispatchSettings.DEFAULTS, Patience.DEFAULTS, WatchSettings.DEFAULTS);
}
