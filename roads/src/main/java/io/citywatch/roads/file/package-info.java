/** Whatever file a city has its streets in. */
@NullMarked
package io.citywatch.roads.file;

import org.jspecify.annotations.NullMarked;
