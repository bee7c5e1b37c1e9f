package io.citywatch.benchmarks.detect;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;

/** What the steps of a job remember, as a checkpoint has it. */
final class StateSizes {
    /** The steps keyed by each kind of key, and how many keys of it a full city has. */
    private static final Map<String, Keyed> KEYS = keys();

    private final Map<String, Long> steps;

    private record Keyed(int keys, Set<String> steps) {}

    private StateSizes(Map<String, Long> steps) {
        this.steps = steps;
    }

    /** @param checkpoint its folder */
    static StateSizes of(Path checkpoint) {
        Map<String, Long> steps = new TreeMap<>();
        try (DataInputStream metadata = new DataInputStream(Files.newInputStream(checkpoint.resolve("_metadata")))) {
            for (OperatorState step : Checkpoints.loadCheckpointMetadata(
                            metadata, StateSizes.class.getClassLoader(), checkpoint.toString())
                    .getOperatorStates()) {
                String name = step.getOperatorUid()
                        .orElseGet(() -> step.getOperatorID().toHexString());
                if (step.getStateSize() > 0) {
                    steps.merge(name, step.getStateSize(), Long::sum);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("checkpoint " + checkpoint + " cannot be read", e);
        }
        return new StateSizes(steps);
    }

    /** Bytes, by the step's uid. */
    Map<String, Long> steps() {
        return steps;
    }

    /** Bytes a key, by kind of key. */
    Map<String, Long> perKey() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        KEYS.forEach((kind, keyed) -> bytes.put(
                kind,
                keyed.steps().stream()
                                .mapToLong(step -> steps.getOrDefault(step, 0L))
                                .sum()
                        / keyed.keys()));
        return bytes;
    }

    private static Map<String, Keyed> keys() {
        Map<String, Keyed> keys = new LinkedHashMap<>();
        keys.put("tag", new Keyed(FullCity.VEHICLES, Set.of("tags")));
        keys.put(
                "sensor",
                new Keyed(
                        FullCity.SENSORS,
                        Set.of(
                                "s1-clear",
                                "s2-pre-alarm",
                                "s3-heat",
                                "s5-premises",
                                "s5-second-detector",
                                "s7-low-battery",
                                "s9-nuisance")));
        keys.put(
                "elder",
                new Keyed(FullCity.ELDERS, Set.of("people", "people-owners", "homes", "e2-window", "e2-episode")));
        keys.put(
                "device",
                new Keyed(
                        FullCity.READERS + FullCity.SENSORS + FullCity.ELDERS + FullCity.CAMERAS,
                        Set.of("devices", "ledger", "s6-places")));
        keys.put(
                "reader",
                new Keyed(
                        FullCity.READERS,
                        Set.of(
                                "readers-close-range",
                                "readers-heard",
                                "readers-deaf-beside-others",
                                "readers-next",
                                "rides-company",
                                "rides-rests")));
        keys.put("camera", new Keyed(FullCity.CAMERAS, Set.of("thermal-tracks", "thermal-places", "thermal-feeds")));
        return keys;
    }
}
