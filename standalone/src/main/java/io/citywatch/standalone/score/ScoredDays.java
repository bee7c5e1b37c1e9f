package io.citywatch.standalone.score;

import io.citywatch.model.detection.Detection;
import io.citywatch.roads.RoadGraph;
import io.citywatch.roads.osm.OsmRoads;
import io.citywatch.simulators.truth.TrueCity;
import io.citywatch.streaming.replay.Replay;
import io.citywatch.streaming.rules.RuleParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Days of a true city, and what the job said of them.
 *
 * @param detections of all phases, those of the warm-up too
 * @param seconds that it took
 */
record ScoredDays(TrueCity city, List<Detection> detections, long messages, double seconds) {
    static ScoredDays run(Score.Options options, RuleParameters parameters, Consumer<String> say)
            throws InterruptedException {
        long began = System.nanoTime();
        TrueCity city =
                TrueCity.of(options.seed(), options.size(), options.warmUpDays(), options.days(), options.noise());
        Replay.Result result;
        long messages;
        try (TrueRecording recording = new TrueRecording(city)) {
            result = Replay.run(recording, parameters, streets(city));
            messages = recording.messages();
        }
        if (!result.deadLetters().isEmpty()) {
            throw new IllegalStateException("the job could not read "
                    + result.deadLetters().size() + " messages, the first: "
                    + result.deadLetters().get(0).reason());
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        say.accept(String.format(
                Locale.ROOT,
                "%,d messages, %,d detections in %.1f s",
                messages,
                result.detections().size(),
                seconds));
        return new ScoredDays(city, result.detections(), messages, seconds);
    }

    /** The city's own, as the platform of a real city reads them. */
    private static RoadGraph streets(TrueCity city) {
        try {
            Path file = Files.createTempFile("citywatch-streets", ".osm");
            try {
                city.writeStreets(file);
                return OsmRoads.read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the streets of the city cannot be written", e);
        }
    }
}
