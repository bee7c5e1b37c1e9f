package io.citywatch.streaming.rules.thermal;

import io.citywatch.streaming.rules.CameraFrame;
import org.jspecify.annotations.Nullable;

/**
 * From where and whereto a camera looked, and through which lens: the pose of its message, and the size of its frame.
 *
 * @param altitude above the ground below it, metres
 */
public record CameraPose(
        double lat,
        double lon,
        double altitude,
        double heading,
        double pitch,
        double roll,
        double hfov,
        double vfov,
        int width,
        int height) {
    /** Whether it stands in the same place, wherever it looks: a tower turns and errs the same way all along. */
    boolean standsWhere(@Nullable CameraPose other) {
        return other != null && lat == other.lat && lon == other.lon && altitude == other.altitude;
    }

    public static CameraPose of(CameraFrame frame) {
        return new CameraPose(
                frame.lat(),
                frame.lon(),
                frame.altitude(),
                frame.heading(),
                frame.pitch(),
                frame.roll(),
                frame.hfov(),
                frame.vfov(),
                frame.width(),
                frame.height());
    }
}
