/** Thermal cameras on a tower and on drones: true poses, the ground's heat, and the frames that follow from both. */
@NullMarked
package io.citywatch.simulators.thermal;

import org.jspecify.annotations.NullMarked;
