/** Street graphs as plain tables of nodes and arcs. */
@NullMarked
package io.citywatch.roads.table;

import org.jspecify.annotations.NullMarked;
