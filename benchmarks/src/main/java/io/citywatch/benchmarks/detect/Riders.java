package io.citywatch.benchmarks.detect;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Motorcycles that ride rounds of their own through the grid, each at a pace of its own with lights that hold it up: a
 * read at each crossing, 1,500 a second in all. And the readers' heartbeats.
 */
final class Riders implements Part {
    private static final double READS_A_SECOND = 1_500;
    private static final double MEAN_MILLIS = 1_000.0 * FullCity.VEHICLES / READS_A_SECOND;
    private static final int TAG_BITS = 18;
    private static final int LONGEST_SIDE = 9;

    private final SplittableRandom random = new SplittableRandom(7);
    private final Speakers readers = new Speakers(FullCity.READERS);
    /** When each vehicle comes to its next reader, in milliseconds since the beginning, and which it is. */
    private final PriorityQueue<Long> next = new PriorityQueue<>(FullCity.VEHICLES);

    private final short[] passed = new short[FullCity.VEHICLES];
    private final byte[][] rounds = new byte[FullCity.VEHICLES][];
    private final float[] pace = new float[FullCity.VEHICLES];

    Riders() {
        for (int tag = 0; tag < FullCity.VEHICLES; tag++) {
            int height = 1 + random.nextInt(LONGEST_SIDE);
            int width = 1 + random.nextInt(LONGEST_SIDE);
            rounds[tag] = new byte[] {
                (byte) random.nextInt(FullCity.ROWS - height),
                (byte) random.nextInt(FullCity.COLUMNS - width),
                (byte) height,
                (byte) width
            };
            passed[tag] = (short) random.nextInt(2 * (height + width));
            pace[tag] = (float) (0.5 + random.nextDouble());
            next.add(due(Math.round(random.nextDouble() * pace[tag] * MEAN_MILLIS), tag));
        }
    }

    @Override
    public void speak(long second, long from, Consumer<CityMessage> out) {
        long start = from - second * 1_000;
        long end = (second + 1) * 1_000;
        for (long first = next.element(); dueAt(first) < end; first = next.element()) {
            next.remove();
            int tag = (int) (first & ((1 << TAG_BITS) - 1));
            long at = dueAt(first);
            out.accept(read(tag, start + at));
            double lights = 0.8 + 0.4 * random.nextDouble();
            next.add(due(at + Math.round(pace[tag] * lights * MEAN_MILLIS), tag));
        }
        double beats = (double) FullCity.READERS / FullCity.READER_SECONDS;
        for (long i = Part.until(second, beats); i < Part.until(second + 1, beats); i++) {
            int reader = (int) (i % FullCity.READERS);
            out.accept(readers.say(
                    reader,
                    FullCity.reader(reader),
                    TelemetryKind.STATE,
                    Lane.BULK,
                    from + i % 1_000,
                    "\"online\":true,\"intervalSeconds\":" + FullCity.READER_SECONDS
                            + ",\"battery\":98,\"mains\":true,\"firmware\":\"4.1.2\",\"faults\":[]"));
        }
    }

    private static long due(long at, int tag) {
        return (at << TAG_BITS) | tag;
    }

    private static long dueAt(long due) {
        return due >> TAG_BITS;
    }

    private CityMessage read(int tag, long at) {
        byte[] round = rounds[tag];
        int height = round[2];
        int width = round[3];
        int step = passed[tag]++ % (2 * (height + width));
        if (passed[tag] == 2 * (height + width)) {
            passed[tag] = 0;
        }
        int row = round[0];
        int column = round[1];
        if (step < width) {
            column += step;
        } else if (step < width + height) {
            column += width;
            row += step - width;
        } else if (step < 2 * width + height) {
            column += 2 * width + height - step;
            row += height;
        } else {
            row += 2 * (width + height) - step;
        }
        int reader = row * FullCity.COLUMNS + column;
        return readers.say(
                reader,
                FullCity.reader(reader),
                TelemetryKind.TAG_SIGHTINGS,
                Lane.BULK,
                at,
                String.format(
                        Locale.ROOT,
                        "\"sightings\":[{\"tag\":\"%s\",\"ts\":%d,\"rssi\":%.1f,\"antenna\":1}]",
                        FullCity.tag(tag),
                        Speakers.measuredAt(at),
                        -40 - 30 * random.nextDouble()));
    }
}
