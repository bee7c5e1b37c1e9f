/** The history job: every message becomes points of the measurements in the model, and each reader a summary a minute. */
@NullMarked
package io.citywatch.streaming.history;

import org.jspecify.annotations.NullMarked;
