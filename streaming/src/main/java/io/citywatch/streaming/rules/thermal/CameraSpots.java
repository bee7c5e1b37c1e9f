package io.citywatch.streaming.rules.thermal;

import io.citywatch.streaming.rules.Origin;
import java.util.List;

/** What one frame of a camera shows; none is also worth knowing. */
public record CameraSpots(Origin origin, List<HotSpot> spots) {}
