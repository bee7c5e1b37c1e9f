package io.citywatch.streaming.rules.thermal;

import io.citywatch.streaming.rules.MessageStamp;
import java.util.List;

/** What one frame of a camera shows; none is also worth knowing. */
public record CameraSpots(MessageStamp origin, CameraPose pose, List<HotSpot> spots) {}
