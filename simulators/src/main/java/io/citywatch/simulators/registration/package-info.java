/** Registers the city over the HTTP API and keeps its tokens for the next run. */
@NullMarked
package io.citywatch.simulators.registration;

import org.jspecify.annotations.NullMarked;
