/** The whole platform in one process, its command line and its demo. */
@NullMarked
package io.citywatch.standalone;

import org.jspecify.annotations.NullMarked;
