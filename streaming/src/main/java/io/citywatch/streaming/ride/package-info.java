/** The steps of the rules about what vehicles do and where they stay. */
@NullMarked
package io.citywatch.streaming.ride;

import org.jspecify.annotations.NullMarked;
