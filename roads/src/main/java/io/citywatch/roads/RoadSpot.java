package io.citywatch.roads;

import io.citywatch.model.Position;
import java.io.Serializable;

/**
 * A place on a road.
 *
 * @param edge by its number
 * @param share (0 to 1) of the edge's length, the way it is drawn
 * @param position of the spot itself
 * @param metersOff from the place that was asked for to the spot
 */
public record RoadSpot(int edge, double share, Position position, double metersOff) implements Serializable {}
