/** What has happened since this process started, counted from the gateways' status and the records. */
@NullMarked
package io.citywatch.alerts.statistics;

import org.jspecify.annotations.NullMarked;
