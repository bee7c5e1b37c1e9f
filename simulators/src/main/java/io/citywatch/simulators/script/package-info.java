/** The story that the city plays on the real clock, with its truth. */
@NullMarked
package io.citywatch.simulators.script;

import org.jspecify.annotations.NullMarked;
