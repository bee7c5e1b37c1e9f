package io.citywatch.streaming.rules.fusion;

import io.citywatch.model.Position;
import io.citywatch.streaming.rules.FusionParameters;
import io.citywatch.streaming.rules.MessageStamp;
import java.util.List;

/**
 * One thing that speaks for a fire at a place, or against it.
 *
 * @param detection the id of the detection that says so; empty if none does
 * @param restsOn ids of the detections that this one rests on: those of two detectors that confirm each other may come
 *     before it or behind it
 * @param lat where, WGS-84 degrees; so {@code lon}
 * @param newest the message that it rests on; evidence meets by when the gateway received it
 */
public record FireEvidence(
        Sort sort, String detection, List<String> restsOn, double lat, double lon, MessageStamp newest) {
    /** What says so. */
    public enum Sort {
        SMOKE("smoke", true),
        SECOND_DETECTOR("secondDetector", true),
        HOT_SPOT("hotSpot", true),
        HEAT("heat", true),
        MAINS_LOST("mainsLost", false),
        PRESS("press", false),
        NUISANCE("nuisance", false);

        private final String text;
        private final boolean founds;

        Sort(String text, boolean founds) {
            this.text = text;
            this.founds = founds;
        }

        /** As evidence names it. */
        public String text() {
            return text;
        }

        /** Its natural log odds. */
        public double weightIn(FusionParameters parameters) {
            return switch (this) {
                case SMOKE -> parameters.smoke();
                case SECOND_DETECTOR -> parameters.secondDetector();
                case HOT_SPOT -> parameters.hotSpot();
                case HEAT -> parameters.heat();
                case MAINS_LOST -> parameters.mainsLost();
                case PRESS -> parameters.press();
                case NUISANCE -> parameters.nuisance();
            };
        }

        /** True if a fire can begin with it; the rest only adds to one. */
        boolean founds() {
            return founds;
        }
    }

    Position place() {
        return new Position(lat, lon);
    }

    long at() {
        return newest.receivedAt();
    }

    /** True if it is said again, by the same device for the same reason. */
    boolean repeats(FireEvidence other) {
        return sort == other.sort
                && (detection.isEmpty()
                        ? other.detection.isEmpty() && newest.device().equals(other.newest.device())
                        : detection.equals(other.detection));
    }
}
