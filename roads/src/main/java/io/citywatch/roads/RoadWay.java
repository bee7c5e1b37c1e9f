package io.citywatch.roads;

import java.util.List;

/**
 * A way along the roads.
 *
 * @param arcs in their order, the first and the last of which it may use in part
 */
public record RoadWay(List<Integer> arcs, double meters, double seconds) {}
