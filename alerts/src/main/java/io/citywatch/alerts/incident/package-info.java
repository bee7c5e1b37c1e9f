/** What people handle: incidents, their life cycle as data, and what operators may ask and do. */
@NullMarked
package io.citywatch.alerts.incident;

import org.jspecify.annotations.NullMarked;
