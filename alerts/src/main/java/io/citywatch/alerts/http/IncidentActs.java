package io.citywatch.alerts.http;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.intake.MergeDesk;
import java.util.List;

/** What a person may do to an incident; each act is audited with it. */
public interface IncidentActs {
    /** @param takeOver also from whoever has it in hand */
    Outcome acknowledge(String id, boolean takeOver, Person by);

    Outcome confirm(String id, Person by);

    /** @param reason blank if none is given */
    Outcome controlled(String id, String reason, Person by);

    Outcome close(String id, String outcome, String reason, Person by);

    Outcome level(String id, int level, Person by);

    /** Takes one of many into one's hands; refused for what is urgent. */
    Outcome acknowledgeOneOfMany(String id, Person by);

    /** @param into the open incident of the same kind as which it goes on */
    Outcome merge(String id, String into, String reason, Person by);

    /** Brings back to life what was merged. */
    Outcome unmerge(String id, String reason, Person by);

    /** @param detections that get an incident of their own */
    MergeDesk.Split split(String id, List<String> detections, String reason, Person by);
}
