/** A seeded city with known truth: its phases, from streets to a report. */
@NullMarked
package io.citywatch.simulators;

import org.jspecify.annotations.NullMarked;
