package io.citywatch.benchmarks.detect;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.streaming.rules.CameraFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Thermal cameras that look down from towers, a frame of 160x120 each; one of them sees a fire all the time, the others
 * a moment of one in twenty.
 */
final class Cameras implements Part {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 120;
    private static final int SEES_FIRE = 42;

    private final Speakers cameras = new Speakers(FullCity.CAMERAS);
    private final List<byte[]> quiet;
    private final List<byte[]> burning;
    private int everySeconds = 1;

    Cameras() {
        quiet = DrawnFrames.of(WIDTH, HEIGHT).stream().map(Cameras::encoded).toList();
        burning =
                DrawnFrames.ofFire(WIDTH, HEIGHT).stream().map(Cameras::encoded).toList();
    }

    /** From one frame of a camera to its next. */
    void takeEvery(int seconds) {
        everySeconds = seconds;
    }

    @Override
    public void speak(long second, long from, Consumer<CityMessage> out) {
        for (int camera = 0; camera < FullCity.CAMERAS; camera++) {
            if ((second + camera) % everySeconds == 0) {
                out.accept(frame(camera, second, from + camera * 1_000L / FullCity.CAMERAS));
            }
        }
    }

    private CityMessage frame(int camera, long second, long at) {
        List<byte[]> drawn = camera == SEES_FIRE ? burning : quiet;
        byte[] pixels = drawn.get((int) ((second / everySeconds + camera) % drawn.size()));
        ByteArrayOutputStream fields = new ByteArrayOutputStream(pixels.length + 256);
        fields.writeBytes(String.format(
                        Locale.ROOT,
                        "\"width\":%d,\"height\":%d,\"scale\":0.01,\"pose\":{\"lat\":%.6f,\"lon\":%.6f,\"altitude\":80,"
                                + "\"heading\":40,\"pitch\":-50,\"roll\":0,\"hfov\":45,\"vfov\":34.5},\"pixels\":\"",
                        WIDTH,
                        HEIGHT,
                        FullCity.cameraLat(camera),
                        FullCity.cameraLon(camera))
                .getBytes(StandardCharsets.US_ASCII));
        fields.writeBytes(pixels);
        fields.write('"');
        return cameras.say(camera, FullCity.camera(camera), TelemetryKind.THERMAL, Lane.BULK, at, fields.toByteArray());
    }

    private static byte[] encoded(CameraFrame frame) {
        return Base64.getEncoder().encode(frame.pixels());
    }
}
