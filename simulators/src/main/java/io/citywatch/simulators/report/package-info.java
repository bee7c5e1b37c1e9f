/** What was pressed, what came of it, and how long it took. */
@NullMarked
package io.citywatch.simulators.report;

import org.jspecify.annotations.NullMarked;
