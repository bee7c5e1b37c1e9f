/** Keyed functions around the rules about fire. */
@NullMarked
package io.citywatch.streaming.fire;

import org.jspecify.annotations.NullMarked;
