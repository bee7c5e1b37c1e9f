/** What a device published, and what of it came: plain Java over small flat records. */
@NullMarked
package io.citywatch.streaming.rules.ledger;

import org.jspecify.annotations.NullMarked;
