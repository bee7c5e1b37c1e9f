/** Who did what to what, people and refused devices alike: written with the act, read by administrators. */
@NullMarked
package io.citywatch.alerts.audit;

import org.jspecify.annotations.NullMarked;
