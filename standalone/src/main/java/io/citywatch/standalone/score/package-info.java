/** Scores the rules: simulated days whose truth is known through the real job, and what it said against that truth. */
@NullMarked
package io.citywatch.standalone.score;

import org.jspecify.annotations.NullMarked;
