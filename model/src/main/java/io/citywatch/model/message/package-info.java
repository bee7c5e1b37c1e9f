/** What the platform and its people say to each other through the log: pending messages, offers, answers, receipts, presence, dead letters and audit. */
@NullMarked
package io.citywatch.model.message;

import org.jspecify.annotations.NullMarked;
