/** Keyed functions and timers around the rules of every device: absence, batteries, unreadable alarms, outages. */
@NullMarked
package io.citywatch.streaming.health;

import org.jspecify.annotations.NullMarked;
