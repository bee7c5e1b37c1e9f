/** A provider of one's own behind a signed HTTP call, and its signed receipts. */
@NullMarked
package io.citywatch.alerts.notify.webhook;

import org.jspecify.annotations.NullMarked;
