/** A server that is measured as a process of its own, and what Linux says that it uses. */
@NullMarked
package io.citywatch.benchmarks.process;

import org.jspecify.annotations.NullMarked;
