package io.citywatch.simulators.city;

/**
 * Where a thermal camera is at home.
 *
 * @param id of the device
 * @param drone flies, speaks and has a siren; else a watch tower, which turns
 * @param base of its mast, or of its patrol
 * @param target in the middle of what it looks at; near homes where responders live
 */
public record CameraPost(String id, boolean drone, Point base, Point target, String name) {}
