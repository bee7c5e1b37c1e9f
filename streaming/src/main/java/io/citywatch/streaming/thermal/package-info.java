/** Functions around the rules about heat seen from above. */
@NullMarked
package io.citywatch.streaming.thermal;

import org.jspecify.annotations.NullMarked;
