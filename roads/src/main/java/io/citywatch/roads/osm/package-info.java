/** Roads of OpenStreetMap. */
@NullMarked
package io.citywatch.roads.osm;

import org.jspecify.annotations.NullMarked;
