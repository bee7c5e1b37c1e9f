/** Who is nearest, by road and otherwise, in a city of a hundred thousand stretches of road. */
@NullMarked
package io.citywatch.benchmarks.nearest;

import org.jspecify.annotations.NullMarked;
