/** Reads topics of the log into the database, at least once. */
@NullMarked
package io.citywatch.alerts.log;

import org.jspecify.annotations.NullMarked;
