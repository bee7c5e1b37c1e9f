/** Each role as a process of its own, against a log, records and a history that others run. */
@NullMarked
package io.citywatch.standalone.role;

import org.jspecify.annotations.NullMarked;
