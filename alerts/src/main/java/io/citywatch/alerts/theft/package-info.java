/**
 * Theft reports: what makes a vehicle wanted, the hunt's record in the log, which follows the vehicle's tag, and the
 * track of a case, which outlives the raw history.
 */
@NullMarked
package io.citywatch.alerts.theft;

import org.jspecify.annotations.NullMarked;
