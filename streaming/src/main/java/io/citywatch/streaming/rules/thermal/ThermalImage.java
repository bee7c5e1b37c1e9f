package io.citywatch.streaming.rules.thermal;

import io.citywatch.streaming.rules.CameraFrame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A frame's pixels where they lie, as counts; kelvin = count x scale, and 0 is no data. */
final class ThermalImage {
    private static final VarHandle COUNTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final double KELVIN_AT_ZERO_CELSIUS = 273.15;

    private final byte[] pixels;
    private final int width;
    private final int height;
    private final double scale;

    ThermalImage(CameraFrame frame) {
        this.pixels = frame.pixels();
        this.width = frame.width();
        this.height = frame.height();
        this.scale = frame.scale();
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** @param index row by row from the top left */
    int count(int index) {
        return (short) COUNTS.get(pixels, 2 * index) & 0xFFFF;
    }

    double celsius(double count) {
        return count * scale - KELVIN_AT_ZERO_CELSIUS;
    }

    /** As a count, which may lie beyond what a pixel can hold. */
    double countOf(double celsius) {
        return (celsius + KELVIN_AT_ZERO_CELSIUS) / scale;
    }

    /** A difference of temperature as one of counts. */
    double countsOf(double kelvin) {
        return kelvin / scale;
    }
}
