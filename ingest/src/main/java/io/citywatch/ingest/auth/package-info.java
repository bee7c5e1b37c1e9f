/** Who may connect, and which topics a client may use. */
@NullMarked
package io.citywatch.ingest.auth;

import org.jspecify.annotations.NullMarked;
