/**
 * Devices, vehicles, elders and responders as their owners register them; each change reaches gateway and rules through
 * the log's compacted topics, in one transaction with the rows and the audit.
 */
@NullMarked
package io.citywatch.alerts.registry;

import org.jspecify.annotations.NullMarked;
