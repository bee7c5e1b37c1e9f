/** The rules of every device as plain Java, their state and their numbers. */
@NullMarked
package io.citywatch.streaming.rules.health;

import org.jspecify.annotations.NullMarked;
