package io.citywatch.alerts.incident;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, newest first.
 *
 * @param next what to give as {@code after} for the following part; absent at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {}
