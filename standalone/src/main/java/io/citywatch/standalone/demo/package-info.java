/** The platform with a simulated city on the real clock, and what it reports. */
@NullMarked
package io.citywatch.standalone.demo;

import org.jspecify.annotations.NullMarked;
