package io.citywatch.standalone.replay;

import io.citywatch.roads.RoadGraph;
import io.citywatch.roads.RoadsException;
import io.citywatch.roads.file.RoadFiles;
import io.citywatch.streaming.replay.Replay;
import io.citywatch.streaming.rules.RuleParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Replays two files. */
public final class RecordedReplay {
    private RecordedReplay() {}

    /**
     * @param telemetry JSON lines
     * @param registry JSON lines
     * @param roads the streets, as OpenStreetMap has them; null if they are not known
     * @param say hears what is done, for people
     * @throws BadRecording if they cannot be replayed
     * @throws RoadsException if there are no streets in that file
     * @throws IOException if they cannot be read
     */
    public static ReplayReport run(Path telemetry, Path registry, @Nullable Path roads, Consumer<String> say)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        RecordedRegistry registered = RecordedRegistry.read(registry);
        try (FileRecording recording = FileRecording.check(telemetry, registered)) {
            say.accept(String.format(
                    Locale.ROOT,
                    "%,d messages from %s to %s, %d bad; %s",
                    recording.messages(),
                    recording.first(),
                    recording.last(),
                    recording.badLines().size(),
                    registered));
            RoadGraph streets = roads == null ? null : RoadFiles.read(roads);
            Replay.Result result = Replay.run(recording, RuleParameters.DEFAULTS, streets);
            List<ReplayReport.BadLine> badLines = new ArrayList<>(recording.badLines());
            // The gateway's checks are the job's own, so this is a fault of ours; it must not be lost all the same.
            result.deadLetters().forEach(letter -> badLines.add(new ReplayReport.BadLine(0, letter.reason())));
            say.accept(String.format(
                    Locale.ROOT,
                    "%d detections in %.1f s",
                    result.detections().size(),
                    Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3));
            return new ReplayReport(
                    recording.messages(),
                    badLines,
                    result.detections().stream()
                            .map(detection -> ReplayReport.Line.of(detection, registered::placeOf))
                            .toList());
        }
    }
}
