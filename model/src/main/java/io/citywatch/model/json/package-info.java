/** One JSON dialect for every record: epoch milliseconds, absent for null, unknown fields ignored. */
@NullMarked
package io.citywatch.model.json;

import org.jspecify.annotations.NullMarked;
