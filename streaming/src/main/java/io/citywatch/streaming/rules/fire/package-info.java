/** The rules about smoke and heat in a building: plain Java, a function of (state, input, now). */
@NullMarked
package io.citywatch.streaming.rules.fire;

import org.jspecify.annotations.NullMarked;
