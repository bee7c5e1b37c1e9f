/** How much one client, one address and all together may ask of a gateway. */
@NullMarked
package io.citywatch.ingest.limit;

import org.jspecify.annotations.NullMarked;
