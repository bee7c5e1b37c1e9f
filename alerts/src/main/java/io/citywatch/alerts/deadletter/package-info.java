/** Messages that could not be read, kept from the log with their reason so that somebody can look at them. */
@NullMarked
package io.citywatch.alerts.deadletter;

import org.jspecify.annotations.NullMarked;
