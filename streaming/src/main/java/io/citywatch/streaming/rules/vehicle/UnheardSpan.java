package io.citywatch.streaming.rules.vehicle;

/**
 * How many rides must have passed a reader in a span that it did not hear.
 *
 * @param span its number, counted since 1970
 */
public record UnheardSpan(String reader, long span, int passages) {}
