/** Every metric of the gateway, with its name. */
@NullMarked
package io.citywatch.ingest.metrics;

import org.jspecify.annotations.NullMarked;
