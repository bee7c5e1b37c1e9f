/**
 * What devices said, read back from the history: a vehicle's track, a device's readings. One adapter for each query
 * language; both give the same answers.
 */
@NullMarked
package io.citywatch.alerts.history;

import org.jspecify.annotations.NullMarked;
