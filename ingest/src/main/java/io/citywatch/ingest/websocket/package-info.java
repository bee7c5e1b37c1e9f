/** MQTT over WebSocket: the upgrade, and the frames as a stream of bytes. */
@NullMarked
package io.citywatch.ingest.websocket;

import org.jspecify.annotations.NullMarked;
