/** The log's topics with their keys, partitions and retention, and the headers that telemetry travels with. */
@NullMarked
package io.citywatch.model.log;

import org.jspecify.annotations.NullMarked;
