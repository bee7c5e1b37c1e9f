/** The rules as plain Java: (state, input, now) to the next state and what is to be said. No Flink. */
@NullMarked
package io.citywatch.streaming.rules;

import org.jspecify.annotations.NullMarked;
