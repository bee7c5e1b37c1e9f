package io.citywatch.streaming.history;

import io.citywatch.model.Position;
import io.citywatch.model.history.Measurement;
import io.citywatch.model.json.Json;
import io.citywatch.model.telemetry.Activity;
import io.citywatch.model.telemetry.CallEvent;
import io.citywatch.model.telemetry.DeviceState;
import io.citywatch.model.telemetry.EnvironmentReading;
import io.citywatch.model.telemetry.PendantFix;
import io.citywatch.model.telemetry.SmokeReading;
import io.citywatch.model.telemetry.TagSightings;
import io.citywatch.model.telemetry.Telemetry;
import io.citywatch.model.telemetry.ThermalFrame;
import io.citywatch.model.telemetry.Vitals;
import io.citywatch.streaming.io.LogEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes points of a message. Pure. */
final class Points {
    private Points() {}

    /**
     * The points of any message.
     *
     * @param place where the reader of sightings stands; null if nobody knows, and of all else
     */
    static List<HistoryPoint> of(LogEvent message, Telemetry telemetry, @Nullable Position place) {
        if (telemetry instanceof TagSightings sightings) {
            return sightings(message, sightings, place);
        }
        PointLine line = new PointLine(
                Measurement.of(message.message().kind()),
                message.device(),
                PointTime.nanos(message, telemetry.measuredAt(), 0));
        fill(line, telemetry);
        return List.of(line.of(message.device(), message.at()));
    }

    private static List<HistoryPoint> sightings(LogEvent message, TagSightings telemetry, @Nullable Position place) {
        List<HistoryPoint> points = new ArrayList<>(telemetry.sightings().size());
        for (TagSightings.Sighting sighting : telemetry.sightings()) {
            long nanos = PointTime.nanos(message, sighting.measuredAt(), points.size());
            points.add(new PointLine(Measurement.TAG_SIGHTINGS, sighting.tag(), nanos)
                    .text("reader", message.device())
                    .number("rssi", sighting.rssi())
                    .whole("antenna", sighting.antenna())
                    .list("flags", sighting.flags())
                    .number("lat", place == null ? null : place.lat())
                    .number("lon", place == null ? null : place.lon())
                    .of(message.device(), message.at()));
        }
        return points;
    }

    private static void fill(PointLine line, Telemetry telemetry) {
        if (telemetry instanceof SmokeReading reading) {
            smoke(line, reading);
        } else if (telemetry instanceof CallEvent call) {
            call(line, call);
        } else if (telemetry instanceof Vitals vitals) {
            vitals(line, vitals);
        } else if (telemetry instanceof Activity activity) {
            line.whole("motion", activity.motion()).text("door", activity.door());
        } else if (telemetry instanceof PendantFix fix) {
            line.number("lat", fix.position().lat())
                    .number("lon", fix.position().lon())
                    .number("accuracy", fix.accuracy());
        } else if (telemetry instanceof ThermalFrame frame) {
            thermal(line, frame);
        } else if (telemetry instanceof EnvironmentReading reading) {
            environment(line, reading);
        } else if (telemetry instanceof DeviceState state) {
            state(line, state);
        } else {
            throw new IllegalArgumentException(telemetry.getClass() + " has no point of its own");
        }
    }

    private static void smoke(PointLine line, SmokeReading reading) {
        line.number("obscuration", reading.obscuration())
                .number("temperature", reading.temperature())
                .number("co", reading.co())
                .number("battery", reading.battery())
                .bool("alarm", reading.alarm())
                .list("faults", reading.faults());
    }

    private static void call(PointLine line, CallEvent call) {
        Position position = call.position();
        line.text("event", call.event().text())
                .text("source", call.source().text())
                .text("service", call.service())
                .number("lat", position == null ? null : position.lat())
                .number("lon", position == null ? null : position.lon());
    }

    private static void vitals(PointLine line, Vitals vitals) {
        line.number("heartRate", vitals.heartRate())
                .number("systolic", vitals.systolic())
                .number("diastolic", vitals.diastolic())
                .number("spo2", vitals.spo2())
                .number("temperature", vitals.temperature())
                .number("glucose", vitals.glucose());
    }

    private static void thermal(PointLine line, ThermalFrame frame) {
        FrameSummary summary = FrameSummary.of(frame);
        ThermalFrame.Pose pose = frame.pose();
        line.whole("width", frame.width())
                .whole("height", frame.height())
                .number("hottest", summary.hottest())
                .number("median", summary.median())
                .number("lat", pose.position().lat())
                .number("lon", pose.position().lon())
                .number("altitude", pose.altitude())
                .number("heading", pose.heading())
                .number("pitch", pose.pitch());
    }

    private static void environment(PointLine line, EnvironmentReading reading) {
        Map<String, Double> others = new TreeMap<>(reading.readings());
        for (Measurement.Field field : Measurement.ENVIRONMENT.fields()) {
            if (field.type() == Measurement.Type.NUMBER) {
                line.number(field.name(), others.remove(field.name()));
            }
        }
        if (!others.isEmpty()) {
            line.text("other", new String(Json.write(others), StandardCharsets.UTF_8));
        }
    }

    private static void state(PointLine line, DeviceState state) {
        line.bool("online", state.online())
                .whole("intervalSeconds", state.intervalSeconds())
                .number("battery", state.battery())
                .bool("mains", state.mains())
                .number("pendantBattery", state.pendantBattery())
                .text("firmware", state.firmware())
                .list("faults", state.faults());
    }
}
