/** The published contract of the payloads, as schemas that a test holds against the code. */
@NullMarked
package io.citywatch.model.contract;

import org.jspecify.annotations.NullMarked;
