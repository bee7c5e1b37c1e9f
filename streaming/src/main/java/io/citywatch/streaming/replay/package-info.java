/**
 * The job over recorded messages instead of the log: other sources and another sink, the same steps. Time is the
 * messages' own, and passes as fast as the machine goes.
 */
@NullMarked
package io.citywatch.streaming.replay;

import org.jspecify.annotations.NullMarked;
