/** How what comes in masses goes over from step to step. */
@NullMarked
package io.citywatch.streaming.wire;

import org.jspecify.annotations.NullMarked;
