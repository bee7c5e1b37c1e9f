/** Roads that are shut for now: who closed them and why, and what follows for those under way. */
@NullMarked
package io.citywatch.alerts.closure;

import org.jspecify.annotations.NullMarked;
