/** The street graph in flat arrays: built once, searched by time or length, forward and in reverse. */
@NullMarked
package io.citywatch.roads;

import org.jspecify.annotations.NullMarked;
