/** The way into the log and out of it: appends that never block, pulses, and readers that start at the beginning. */
@NullMarked
package io.citywatch.ingest.log;

import org.jspecify.annotations.NullMarked;
