/** What travels between the steps: each record of the log read once, and from there on one typed stream a kind. */
@NullMarked
package io.citywatch.streaming.lane;

import org.jspecify.annotations.NullMarked;
