package io.citywatch.streaming.rules.thermal;

import java.util.List;

/**
 * All that the city's cameras see, and where they saw something hot of late.
 *
 * @param cameras the last report of each
 * @param places no two nearer than spots that are merged, the longest known first
 * @param forgottenAt event time at which the oldest of it means nothing any more
 */
public record HotPlaces(List<CameraReport> cameras, List<KnownPlace> places, long forgottenAt) {
    public static final HotPlaces NONE = new HotPlaces(List.of(), List.of(), 0);
}
