/** What a connection knows of its client, what of that outlives the connection, and how it goes to the next. */
@NullMarked
package io.citywatch.ingest.session;

import org.jspecify.annotations.NullMarked;
