/** Field devices as real Paho MQTT v5 clients: connections, payloads and routines. */
@NullMarked
package io.citywatch.simulators.device;

import org.jspecify.annotations.NullMarked;
