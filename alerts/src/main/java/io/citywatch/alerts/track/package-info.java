/**
 * Who may look at a vehicle's track: on an open case or with the owner's consent, and further back with a second
 * person.
 */
@NullMarked
package io.citywatch.alerts.track;

import org.jspecify.annotations.NullMarked;
