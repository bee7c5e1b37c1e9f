/** Days of a city as recorded messages, with the truth about them: what happened, whether any rule notices it or not. */
@NullMarked
package io.citywatch.simulators.truth;

import org.jspecify.annotations.NullMarked;
