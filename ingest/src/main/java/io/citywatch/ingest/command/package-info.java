/** Messages that wait for a client: the newest revision of each, until it is acknowledged, settled or past its time. */
@NullMarked
package io.citywatch.ingest.command;

import org.jspecify.annotations.NullMarked;
