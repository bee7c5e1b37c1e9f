/** What a connection knows of its client: who it is, what it subscribed to, what is on its way to it. */
@NullMarked
package io.citywatch.ingest.session;

import org.jspecify.annotations.NullMarked;
