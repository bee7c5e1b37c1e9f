/** Writes points as line protocol through the InfluxDB client, and goes on until each is kept or refused. */
@NullMarked
package io.citywatch.streaming.history.influx;

import org.jspecify.annotations.NullMarked;
