/** Detections in, exactly once in effect: what each means for an incident, and the consumers of the log. */
@NullMarked
package io.citywatch.alerts.intake;

import org.jspecify.annotations.NullMarked;
