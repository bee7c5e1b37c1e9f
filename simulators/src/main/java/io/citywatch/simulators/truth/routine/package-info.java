/** What devices send day in, day out: rides, sleep, heartbeats and frames of an ordinary city. */
@NullMarked
package io.citywatch.simulators.truth.routine;

import org.jspecify.annotations.NullMarked;
