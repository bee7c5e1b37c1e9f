/** Keyed functions and timers around the rules about vehicles. */
@NullMarked
package io.citywatch.streaming.vehicle;

import org.jspecify.annotations.NullMarked;
