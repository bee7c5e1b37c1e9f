/** Measurements: whole-system benchmarks behind {@code ./citywatch bench}, and JMH benchmarks of the hot paths. */
@NullMarked
package io.citywatch.benchmarks;

import org.jspecify.annotations.NullMarked;
