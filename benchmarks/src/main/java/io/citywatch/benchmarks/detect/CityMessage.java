package io.citywatch.benchmarks.detect;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;

/**
 * One message of the city, one event: a sighting, a reading, a call or a frame.
 *
 * @param at when a gateway received it, epoch milliseconds
 * @param identity within its device
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record CityMessage(String device, TelemetryKind kind, Lane lane, long at, String identity, byte[] payload) {}
