package io.citywatch.streaming.rules;

/**
 * A gateway lived, flat. Times are epoch milliseconds.
 *
 * @param boot changes with each start of the gateway
 */
public record GatewayPulse(String gateway, String boot, long at, long loggedAt) {}
