/** The MQTT server: one ordered pipeline, strict framing first, one door out for every disconnect. */
@NullMarked
package io.citywatch.ingest.mqtt;

import org.jspecify.annotations.NullMarked;
