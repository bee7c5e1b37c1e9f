/** The zones that people drew on the map, as plain Java: what they are for, and what lies in them. */
@NullMarked
package io.citywatch.streaming.rules.zone;

import org.jspecify.annotations.NullMarked;
