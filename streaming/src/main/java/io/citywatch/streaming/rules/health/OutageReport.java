package io.citywatch.streaming.rules.health;

import io.citywatch.model.Position;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Statement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An outage in words: how many, of what, and where. */
record OutageReport(OpenOutage outage, List<Fault> faults) {
    /** A district has more devices than anybody reads. */
    private static final int MOST_NAMED = 500;

    static OutageReport of(OpenOutage outage, List<Fault> faults) {
        return new OutageReport(outage, faults);
    }

    Detection say(Phase phase, long at, List<String> causes, Instant now) {
        @Nullable Position centre = centre();
        Statement statement = new Statement(Rule.D4, phase, outage.id(), Subject.place(outage.id()))
                .devices(faults.stream()
                        .map(Fault::device)
                        .sorted()
                        .limit(MOST_NAMED)
                        .toList())
                .causes(phase == Phase.UPDATED ? outage.causes() : causes)
                .fact("devices", faults.size());
        if (centre != null) {
            statement
                    .position(centre.lat(), centre.lon())
                    .fact("mainsLost", faults.stream().filter(Fault::mains).count())
                    .fact("silent", faults.stream().filter(Fault::silent).count())
                    .fact("kinds", kinds())
                    .fact("uncertaintyMeters", uncertaintyMeters(centre));
        }
        return statement.say(Math.max(outage.revision(), at), at, outage.newest(), now);
    }

    private @Nullable Position centre() {
        return faults.isEmpty()
                ? null
                : new Position(
                        faults.stream().mapToDouble(Fault::lat).average().orElse(0),
                        faults.stream().mapToDouble(Fault::lon).average().orElse(0));
    }

    private long uncertaintyMeters(Position centre) {
        return Math.round(faults.stream()
                .mapToDouble(fault -> centre.metersTo(new Position(fault.lat(), fault.lon())))
                .max()
                .orElse(0));
    }

    private List<String> kinds() {
        return faults.stream()
                .map(fault -> fault.kind() == null ? "unknown" : fault.kind().text())
                .distinct()
                .sorted()
                .toList();
    }
}
