/** Ahead of a hunted vehicle: where it is likely to be next, how far it can be, and who meets it where. */
@NullMarked
package io.citywatch.alerts.pursuit;

import org.jspecify.annotations.NullMarked;
