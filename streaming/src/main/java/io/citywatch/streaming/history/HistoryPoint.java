package io.citywatch.streaming.history;

/**
 * One point, flat and ready to be sent.
 *
 * @param device who said it
 * @param table the measurement that it belongs to
 * @param receivedAt when the message was received, epoch milliseconds
 * @param line the point in line protocol
 */
public record HistoryPoint(String device, String table, long receivedAt, String line) {}
