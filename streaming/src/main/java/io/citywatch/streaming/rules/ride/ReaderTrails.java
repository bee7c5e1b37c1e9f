package io.citywatch.streaming.rules.ride;

import java.util.List;

/** The trails of the tags that passed a reader of late, in the order in which they were told. */
public record ReaderTrails(List<Trail> trails) {}
