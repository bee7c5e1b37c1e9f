/** What goes between the log and the job: flat records, and the adapters that read and write them. Unreadable bytes are a value. */
@NullMarked
package io.citywatch.streaming.io;

import org.jspecify.annotations.NullMarked;
