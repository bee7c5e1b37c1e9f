/** How checkpoints are written: each file with a sum behind it, by which a damaged one is known before it is restored. */
@NullMarked
package io.citywatch.streaming.storage;

import org.jspecify.annotations.NullMarked;
