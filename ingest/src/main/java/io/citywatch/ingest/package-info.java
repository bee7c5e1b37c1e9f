/** The MQTT gateway: sockets in, log out, commands back. A gateway, not a broker: devices talk to the platform alone. */
@NullMarked
package io.citywatch.ingest;

import org.jspecify.annotations.NullMarked;
