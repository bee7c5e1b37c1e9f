/** The city as a pure function of seed and size: shores, streets, homes and people. No IO but the map file. */
@NullMarked
package io.citywatch.simulators.city;

import org.jspecify.annotations.NullMarked;
