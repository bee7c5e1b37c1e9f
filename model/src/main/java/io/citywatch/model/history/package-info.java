/** The history's schema, shared by who writes it and who reads it. */
@NullMarked
package io.citywatch.model.history;

import org.jspecify.annotations.NullMarked;
