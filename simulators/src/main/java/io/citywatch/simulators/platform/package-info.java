/** The platform's HTTP API as a client sees it. */
@NullMarked
package io.citywatch.simulators.platform;

import org.jspecify.annotations.NullMarked;
