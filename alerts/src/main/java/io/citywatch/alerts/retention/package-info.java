/** How long things are kept, and the job that really deletes what is older. */
@NullMarked
package io.citywatch.alerts.retention;

import org.jspecify.annotations.NullMarked;
