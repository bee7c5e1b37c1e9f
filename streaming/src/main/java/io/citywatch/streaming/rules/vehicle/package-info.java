/** The rules about vehicles as plain Java, their state and their numbers. */
@NullMarked
package io.citywatch.streaming.rules.vehicle;

import org.jspecify.annotations.NullMarked;
