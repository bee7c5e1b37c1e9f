/** What devices published and what of it came: the step that counts, and tells of each change. */
@NullMarked
package io.citywatch.streaming.ledger;

import org.jspecify.annotations.NullMarked;
