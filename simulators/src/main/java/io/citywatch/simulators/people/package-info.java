/** Simulated people: responders who answer and move, and an operator who acknowledges and closes. */
@NullMarked
package io.citywatch.simulators.people;

import org.jspecify.annotations.NullMarked;
