/** The rules about elders' homes as plain Java, their state and their numbers. */
@NullMarked
package io.citywatch.streaming.rules.elder;

import org.jspecify.annotations.NullMarked;
