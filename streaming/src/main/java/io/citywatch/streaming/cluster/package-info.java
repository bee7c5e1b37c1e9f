/** Where the jobs run: a Flink cluster inside this JVM or one outside, and what keeps a job running there. */
@NullMarked
package io.citywatch.streaming.cluster;

import org.jspecify.annotations.NullMarked;
