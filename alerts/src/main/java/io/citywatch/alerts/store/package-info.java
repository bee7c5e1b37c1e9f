/** PostgreSQL: the one database of the process, its transactions with the outbox, and every SQL statement of the module. */
@NullMarked
package io.citywatch.alerts.store;

import org.jspecify.annotations.NullMarked;
