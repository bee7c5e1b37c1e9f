/** A page to many people at once, through a provider that takes its time. */
@NullMarked
package io.citywatch.benchmarks.page;

import org.jspecify.annotations.NullMarked;
