/** What operators ask of devices: given, delivered, answered or expired, each with its result. */
@NullMarked
package io.citywatch.alerts.command;

import org.jspecify.annotations.NullMarked;
