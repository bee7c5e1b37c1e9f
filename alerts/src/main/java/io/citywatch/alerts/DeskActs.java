package io.citywatch.alerts;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.http.IncidentActs;
import io.citywatch.alerts.incident.IncidentDesk;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.intake.MergeDesk;
import java.util.List;

/** What the API lets people do to incidents, done at the desks. */
final class DeskActs implements IncidentActs {
    private final IncidentDesk desk;
    private final MergeDesk merges;

    DeskActs(IncidentDesk desk, MergeDesk merges) {
        this.desk = desk;
        this.merges = merges;
    }

    @Override
    public Outcome acknowledge(String id, boolean takeOver, Person by) {
        return desk.acknowledge(id, by, takeOver);
    }

    @Override
    public Outcome acknowledgeOneOfMany(String id, Person by) {
        return desk.acknowledgeOneOfMany(id, by);
    }

    @Override
    public Outcome confirm(String id, Person by) {
        return desk.confirm(id, by);
    }

    @Override
    public Outcome controlled(String id, String reason, Person by) {
        return desk.controlled(id, reason, by);
    }

    @Override
    public Outcome close(String id, String outcome, String reason, Person by) {
        return desk.close(id, outcome, reason, by);
    }

    @Override
    public Outcome level(String id, int level, Person by) {
        return desk.level(id, level, by);
    }

    @Override
    public Outcome merge(String id, String into, String reason, Person by) {
        return merges.merge(id, into, reason, by);
    }

    @Override
    public Outcome unmerge(String id, String reason, Person by) {
        return merges.unmerge(id, reason, by);
    }

    @Override
    public MergeDesk.Split split(String id, List<String> detections, String reason, Person by) {
        return merges.split(id, detections, reason, by);
    }
}
