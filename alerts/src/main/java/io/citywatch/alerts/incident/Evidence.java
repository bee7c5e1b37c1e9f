package io.citywatch.alerts.incident;

import io.citywatch.model.DeviceId;
import io.citywatch.model.Position;
import io.citywatch.model.detection.Detection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an incident rests on: how many alarms, of which rules and devices, since when and where. */
final class Evidence {
    private final TreeSet<String> rules;
    private final List<String> devices;
    private int count;
    private Instant newestAt;
    private @Nullable Position position;
    private double uncertaintyMeters;

    Evidence(IncidentStatus status) {
        this.rules = new TreeSet<>(status.rules());
        this.devices = new ArrayList<>(status.devices());
        this.count = status.count();
        this.newestAt = status.evidenceAt();
        this.position = status.position();
        this.uncertaintyMeters = status.uncertaintyMeters();
    }

    /** Counts one more alarm. */
    void count(Detection detection) {
        count++;
        rules.add(detection.rule().name());
        take(detection);
    }

    /** Takes in what is newer of an alarm that counts already. */
    void take(Detection detection) {
        newestAt = later(newestAt, detection.stages().received());
        detection.devices().forEach(this::add);
        add(detection.device());
    }

    /** Takes in all that another incident rests on. */
    void take(Evidence other) {
        count += other.count;
        rules.addAll(other.rules);
        newestAt = later(newestAt, other.newestAt);
        other.devices.stream().filter(device -> !devices.contains(device)).forEach(devices::add);
        if (position == null) {
            position = other.position;
            uncertaintyMeters = other.uncertaintyMeters;
        }
    }

    /** Rests on this alone; on what it did if nothing is known of it. */
    void only(Grounds grounds) {
        if (!grounds.isNothing()) {
            count = grounds.count();
            rules.clear();
            rules.addAll(grounds.rules());
            devices.clear();
            devices.addAll(grounds.devices());
        }
    }

    /** The same where some alarms went elsewhere. */
    void only(Grounds left, int gone) {
        int rest = Math.max(1, count - gone);
        only(left);
        count = rest;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private void add(DeviceId device) {
        if (!devices.contains(device.value())) {
            devices.add(device.value());
        }
    }

    /** False if the place is the same. */
    boolean moveTo(Position place, double uncertainty) {
        boolean moved = !place.equals(position);
        position = place;
        uncertaintyMeters = uncertainty;
        return moved;
    }

    boolean restsOn(DeviceId device) {
        return devices.contains(device.value());
    }

    int count() {
        return count;
    }

    List<String> rules() {
        return List.copyOf(rules);
    }

    List<String> devices() {
        return List.copyOf(devices);
    }

    Instant newestAt() {
        return newestAt;
    }

    @Nullable
    Position position() {
        return position;
    }

    double uncertaintyMeters() {
        return uncertaintyMeters;
    }
}
