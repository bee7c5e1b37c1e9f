/**
 * The HTTP API: one list of endpoints with their rights, problem documents, server-sent events, and the console's
 * files.
 */
@NullMarked
package io.citywatch.alerts.http;

import org.jspecify.annotations.NullMarked;
