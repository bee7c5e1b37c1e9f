/** Load with exact samples, for the benchmarks. */
@NullMarked
package io.citywatch.simulators.load;

import org.jspecify.annotations.NullMarked;
