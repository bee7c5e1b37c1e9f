/** The steps that bring evidence of a fire together by its place. */
@org.jspecify.annotations.NullMarked
package io.citywatch.streaming.fusion;
