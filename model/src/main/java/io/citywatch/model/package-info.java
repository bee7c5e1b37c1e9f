/** The words that every module shares: ids, positions, severities and times. */
@NullMarked
package io.citywatch.model;

import org.jspecify.annotations.NullMarked;
