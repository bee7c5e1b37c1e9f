/** What vehicles do and where they stay, as plain Java: R4, R5, R9, R10, R12, R13 and R14, their state and their numbers. */
@NullMarked
package io.citywatch.streaming.rules.ride;

import org.jspecify.annotations.NullMarked;
