/** What happens in the world beside its routine: crimes, fires, falls and failures, and as much that only looks like them. */
@NullMarked
package io.citywatch.simulators.truth.story;

import org.jspecify.annotations.NullMarked;
