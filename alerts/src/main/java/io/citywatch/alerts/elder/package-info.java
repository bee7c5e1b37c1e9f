/** The record of what persons' terminals said, beside the incidents that some of it raised. */
@NullMarked
package io.citywatch.alerts.elder;

import org.jspecify.annotations.NullMarked;
