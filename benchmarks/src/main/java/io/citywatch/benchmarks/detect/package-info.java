/** The detection job at the rates of a full city: what an event costs it, how late it speaks, and what it remembers. */
@NullMarked
package io.citywatch.benchmarks.detect;

import org.jspecify.annotations.NullMarked;
