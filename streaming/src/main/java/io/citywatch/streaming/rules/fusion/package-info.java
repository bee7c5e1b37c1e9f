/** One fire out of what several kinds of devices say of one place (S6). Plain Java, no Flink. */
@org.jspecify.annotations.NullMarked
package io.citywatch.streaming.rules.fusion;
