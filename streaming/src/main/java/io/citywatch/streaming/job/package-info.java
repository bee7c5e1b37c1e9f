/** The job: its steps in one list, its settings, its watermarks and where its checkpoints lie. Sources and sinks are handed in. */
@NullMarked
package io.citywatch.streaming.job;

import org.jspecify.annotations.NullMarked;
