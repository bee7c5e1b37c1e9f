/** The rules about heat seen from above, from pixels to places and episodes: plain Java, a function of (state, input, now). */
@NullMarked
package io.citywatch.streaming.rules.thermal;

import org.jspecify.annotations.NullMarked;
