/**
 * A city's own broker as the way in: what clients publish there is checked as at the gateway, and acknowledged to the
 * broker only after the log has it; what the platform owes them goes out by the same broker.
 */
@NullMarked
package io.citywatch.ingest.bridge;

import org.jspecify.annotations.NullMarked;
