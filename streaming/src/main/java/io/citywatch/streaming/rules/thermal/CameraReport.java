package io.citywatch.streaming.rules.thermal;

import io.citywatch.streaming.rules.MessageStamp;
import java.util.List;

/**
 * What a camera saw in one frame and from where, for those who compare cameras.
 *
 * @param seen every spot, faint and unconfirmed ones too
 * @param sightings what its frames confirm
 */
public record CameraReport(MessageStamp origin, CameraPose pose, List<HotSpot> seen, List<SpotSighting> sightings) {
    public String camera() {
        return origin.device();
    }
}
