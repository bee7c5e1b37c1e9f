/** Who is near: responders' positions and the ranking by travel time. */
@NullMarked
package io.citywatch.alerts.nearest;

import org.jspecify.annotations.NullMarked;
