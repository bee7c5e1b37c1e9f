/** The command line: one class a command, JSON on stdout, progress for people on stderr. */
@NullMarked
package io.citywatch.standalone.cli;

import org.jspecify.annotations.NullMarked;
