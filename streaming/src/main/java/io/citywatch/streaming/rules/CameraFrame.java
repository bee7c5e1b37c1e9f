package io.citywatch.streaming.rules;

import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.ThermalFrame;

/**
 * A thermal camera's frame, flat. Times are epoch milliseconds; the rest is as {@link ThermalFrame} says.
 *
 * @param pixels the decoded payload's own array: read-only, and not to be sent over the network, see the stream's note
 * @param lat of the camera; so {@code lon}
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record CameraFrame(
        String device,
        String identity,
        long receivedAt,
        long loggedAt,
        long measuredAt,
        int width,
        int height,
        byte[] pixels,
        double scale,
        boolean calibrated,
        double lat,
        double lon,
        double altitude,
        double heading,
        double pitch,
        double roll,
        double hfov,
        double vfov) {
    public static CameraFrame of(LogRecord message, ThermalFrame frame) {
        ThermalFrame.Pose pose = frame.pose();
        return new CameraFrame(
                message.device().value(),
                message.identity(),
                message.receivedAt().toEpochMilli(),
                message.loggedAt().toEpochMilli(),
                frame.measuredAt().toEpochMilli(),
                frame.width(),
                frame.height(),
                frame.pixels(),
                frame.scale(),
                frame.calibrated(),
                pose.position().lat(),
                pose.position().lon(),
                pose.altitude(),
                pose.heading(),
                pose.pitch(),
                pose.roll(),
                pose.hfov(),
                pose.vfov());
    }
}
