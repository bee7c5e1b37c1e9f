/**
 * Imports of whole registries from files: read as a stream, checked line by line, written in portions; what is wrong
 * with a line is told and keeps no other line out.
 */
@NullMarked
package io.citywatch.alerts.imports;

import org.jspecify.annotations.NullMarked;
