/** What devices send: one sealed type of records, its MQTT topics, and the codec that reads payloads without ever throwing. */
@NullMarked
package io.citywatch.model.telemetry;

import org.jspecify.annotations.NullMarked;
