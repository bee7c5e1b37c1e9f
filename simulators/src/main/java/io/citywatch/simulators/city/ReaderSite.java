package io.citywatch.simulators.city;

/**
 * Where a tag reader stands.
 *
 * @param id of the device
 * @param at its place
 * @param crossing that it watches, by its number in the graph; -1 if it watches the middle of an edge
 * @param edge that it watches; -1 if it watches a crossing
 * @param road for people
 * @param exit on a way out of the city
 */
public record ReaderSite(String id, Point at, int crossing, int edge, Name road, boolean exit) {}
