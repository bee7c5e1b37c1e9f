/** Keyed functions and timers around the rules about elders. */
@NullMarked
package io.citywatch.streaming.elder;

import org.jspecify.annotations.NullMarked;
