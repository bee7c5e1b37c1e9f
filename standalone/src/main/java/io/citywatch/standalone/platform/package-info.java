/** Every part of the platform in one JVM on its real components: Kafka, PostgreSQL, gateway, Flink job and dispatch, started in order and stopped in reverse. */
@NullMarked
package io.citywatch.standalone.platform;

import org.jspecify.annotations.NullMarked;
