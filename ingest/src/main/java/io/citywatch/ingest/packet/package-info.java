/**
 * What a client may send, read strictly: a packet that was framed goes in, Netty's message or the fault comes out.
 * Functions alone: no channel, and no state but what the CONNECT said.
 */
@NullMarked
package io.citywatch.ingest.packet;

import org.jspecify.annotations.NullMarked;
