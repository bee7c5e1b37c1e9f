/** {@code citywatch replay}: recorded messages through the gateway's checks and the job's rules, and nobody is paged. */
@NullMarked
package io.citywatch.standalone.replay;

import org.jspecify.annotations.NullMarked;
