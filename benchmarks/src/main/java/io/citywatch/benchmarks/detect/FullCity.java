package io.citywatch.benchmarks.detect;

import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.StolenVehicle;
import io.citywatch.model.registry.TheftReport;
import io.citywatch.model.registry.Vehicle;
import io.citywatch.model.telemetry.DeviceKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The full city of the contracts as a registry has it: its streets are a grid with a reader at each crossing, its homes
 * lie between them.
 */
public final class FullCity {
    public static final int VEHICLES = 210_000;
    public static final int READERS = 2_000;
    public static final int ELDERS = 13_800;
    public static final int SENSORS = 100_000;
    public static final int CAMERAS = 100;

    /** How often each speaks when nothing happens, as far as the contracts' rates say. */
    static final int SENSOR_SECONDS = 600;

    static final int READER_SECONDS = 60;
    static final int TERMINAL_SECONDS = 300;

    static final int COLUMNS = 50;
    static final int ROWS = READERS / COLUMNS;

    /** Wanted vehicles: each read of one goes on with a pursuit. */
    static final int WANTED = 1_000;

    private static final int SENSORS_A_BUILDING = 4;
    private static final double SOUTH = 23.30;
    private static final double WEST = 116.60;
    private static final double STEP_DEGREES = 0.004;
    /** Streets bend a little, and a street without a node between its crossings would be no street. */
    private static final int NODES_A_BLOCK = 3;

    private FullCity() {}

    static String reader(int number) {
        return "full-reader-" + number;
    }

    static String sensor(int number) {
        return "full-sensor-" + number;
    }

    static String terminal(int number) {
        return "full-terminal-" + number;
    }

    static String camera(int number) {
        return "full-camera-" + number;
    }

    static String tag(int number) {
        return String.format(Locale.ROOT, "E2003412%08X", number);
    }

    private static String plate(int number) {
        return String.format(Locale.ROOT, "粤D%06d", number);
    }

    /** Every device. */
    static Stream<Device> devices() {
        return Stream.of(
                        each(READERS)
                                .mapToObj(i -> device(
                                        reader(i),
                                        DeviceKind.TAG_READER,
                                        lat(i / COLUMNS),
                                        lon(i % COLUMNS),
                                        null,
                                        READER_SECONDS,
                                        null)),
                        each(SENSORS)
                                .mapToObj(i -> device(
                                        sensor(i),
                                        DeviceKind.SMOKE_SENSOR,
                                        between(i, ROWS, SOUTH),
                                        between(i / ROWS, COLUMNS, WEST),
                                        "building-" + i / SENSORS_A_BUILDING,
                                        SENSOR_SECONDS,
                                        null)),
                        each(ELDERS)
                                .mapToObj(i -> device(
                                        terminal(i),
                                        DeviceKind.CALL_TERMINAL,
                                        between(i, ROWS, SOUTH),
                                        between(i / ROWS, COLUMNS, WEST),
                                        null,
                                        TERMINAL_SECONDS,
                                        "full-elder-" + i)),
                        each(CAMERAS)
                                .mapToObj(i -> device(
                                        camera(i),
                                        DeviceKind.THERMAL_CAMERA,
                                        cameraLat(i),
                                        cameraLon(i),
                                        null,
                                        READER_SECONDS,
                                        null)))
                .flatMap(devices -> devices);
    }

    static Stream<Elder> elders() {
        return each(ELDERS)
                .mapToObj(i -> new Elder(
                        "full-elder-" + i,
                        "长者" + i,
                        between(i, ROWS, SOUTH),
                        between(i / ROWS, COLUMNS, WEST),
                        null,
                        terminal(i),
                        null,
                        null,
                        null));
    }

    static Stream<Vehicle> vehicles() {
        return each(VEHICLES)
                .mapToObj(i -> new Vehicle(plate(i), tag(i), "household-" + i / 2, reader(i % READERS), null));
    }

    static Stream<StolenVehicle> wanted(Instant reportedAt) {
        return each(WANTED)
                .map(i -> i * (VEHICLES / WANTED))
                .mapToObj(i -> new StolenVehicle(
                        tag(i), new TheftReport(plate(i), "case-" + i, "the bench", reportedAt, null)));
    }

    static double cameraLat(int number) {
        return lat(number / 10 * 4) + STEP_DEGREES / 3;
    }

    static double cameraLon(int number) {
        return lon(number % 10 * 5) + STEP_DEGREES / 3;
    }

    /** The streets as OpenStreetMap writes them. */
    static void writeStreets(Path file) {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write("<?xml version='1.0' encoding='UTF-8'?>\n<osm version=\"0.6\">\n");
            int rows = (ROWS - 1) * NODES_A_BLOCK + 1;
            int columns = (COLUMNS - 1) * NODES_A_BLOCK + 1;
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    if (row % NODES_A_BLOCK == 0 || column % NODES_A_BLOCK == 0) {
                        out.write(String.format(
                                Locale.ROOT,
                                "<node id=\"%d\" lat=\"%.6f\" lon=\"%.6f\"/>%n",
                                node(row, column),
                                SOUTH + row * STEP_DEGREES / NODES_A_BLOCK,
                                WEST + column * STEP_DEGREES / NODES_A_BLOCK));
                    }
                }
            }
            for (int row = 0; row < rows; row += NODES_A_BLOCK) {
                int street = row;
                writeStreet(out, 1_000_000 + row, each(columns).map(column -> node(street, column)));
            }
            for (int column = 0; column < columns; column += NODES_A_BLOCK) {
                int street = column;
                writeStreet(out, 2_000_000 + column, each(rows).map(row -> node(row, street)));
            }
            out.write("</osm>\n");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private static void writeStreet(Writer out, int id, IntStream nodes) throws IOException {
        out.write("<way id=\"" + id + "\">");
        for (int node : nodes.toArray()) {
            out.write("<nd ref=\"" + node + "\"/>");
        }
        out.write("<tag k=\"highway\" v=\"secondary\"/><tag k=\"name\" v=\"" + id + "\"/></way>\n");
    }

    private static int node(int row, int column) {
        return 1 + row * 1_000 + column;
    }

    private static IntStream each(int count) {
        return IntStream.range(0, count);
    }

    private static double lat(int row) {
        return SOUTH + row * STEP_DEGREES;
    }

    private static double lon(int column) {
        return WEST + column * STEP_DEGREES;
    }

    /** Somewhere within a block. */
    private static double between(int number, int blocks, double from) {
        return from + (number % blocks + 0.1 + 0.8 * (number % 97) / 97) * STEP_DEGREES;
    }

    private static Device device(
            String id,
            DeviceKind kind,
            double lat,
            double lon,
            @Nullable String premises,
            int intervalSeconds,
            @Nullable String elder) {
        return new Device(
                id, kind, lat, lon, null, premises, null, intervalSeconds, elder, null, null, null, null, null);
    }
}
