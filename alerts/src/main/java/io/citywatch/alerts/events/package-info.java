/**
 * The live picture: what changed is published after its commit and reaches every signed-in page as server-sent events,
 * resumed by id after a break.
 */
@NullMarked
package io.citywatch.alerts.events;

import org.jspecify.annotations.NullMarked;
