package io.citywatch.streaming.rules.vehicle;

import java.util.List;

/**
 * A way from reader to reader.
 *
 * @param over the readers that are passed between the two, in their order
 */
public record ReaderWay(double meters, double seconds, List<String> over) {}
