/** The detection service: runs the Flink job in this JVM, and resumes it from its newest checkpoint. */
@NullMarked
package io.citywatch.streaming;

import org.jspecify.annotations.NullMarked;
