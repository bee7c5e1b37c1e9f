/** Motorcycles on the directed streets, and what the readers that they pass see of them. */
@NullMarked
package io.citywatch.simulators.traffic;

import org.jspecify.annotations.NullMarked;
