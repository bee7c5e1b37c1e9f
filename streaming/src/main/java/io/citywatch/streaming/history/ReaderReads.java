package io.citywatch.streaming.history;

/**
 * What one message adds to its reader's minute.
 *
 * @param identity of the message within its reader; a repeat counts once
 * @param tags a tag a sighting
 * @param rssi the sum of the sightings' strengths, dBm
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record ReaderReads(String reader, String identity, String[] tags, double rssi) {}
