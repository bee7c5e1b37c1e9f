/**
 * The city's areas, from districts down to grids and the smallest emergency units: kept as GeoJSON, looked up in
 * memory.
 */
@NullMarked
package io.citywatch.alerts.area;

import org.jspecify.annotations.NullMarked;
