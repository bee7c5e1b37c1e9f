package io.citywatch.alerts.http;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.incident.IncidentCounts;
import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.incident.IncidentFilter;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.incident.IncidentQueries;
import io.citywatch.alerts.incident.IncidentState;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.incident.Page;
import io.citywatch.alerts.incident.StageTimes;
import io.citywatch.alerts.incident.TimelineEntry;
import io.citywatch.alerts.intake.MergeDesk;
import io.citywatch.model.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One incident of an elder, {@code i1}, and one that is closed, {@code i2}; remembers what was done. */
final class FakeIncidents implements IncidentQueries, IncidentActs {
    final List<String> acts = new CopyOnWriteArrayList<>();
    IncidentCounts counts = new IncidentCounts(Map.of(), Map.of(), Map.of(), Map.of());

    static IncidentItem item(String id, String name, List<String> rules) {
        return item(id, name, null, rules);
    }

    private static IncidentItem item(String id, String name, @Nullable String address, List<String> rules) {
        return new IncidentItem(
                id,
                rules.contains("R1") ? "theft" : "elder-emergency",
                rules,
                Severity.P1,
                IncidentState.DISPATCHING,
                false,
                true,
                new IncidentItem.About("person", "elder-1", name, address),
                List.of("terminal-1"),
                new IncidentItem.Where(23.35, 116.68, 20),
                null,
                null,
                Instant.ofEpochMilli(1_700_000_000_000L),
                null,
                null,
                0,
                null,
                null);
    }

    @Override
    public Page<IncidentItem> list(IncidentFilter filter, int limit, String after) {
        if (after != null) {
            throw new IllegalArgumentException("after: '" + after + "' (expected: the next of the part before)");
        }
        List<IncidentItem> all = List.of(item("i1", "李*", List.of("E1")), item("i3", "车", List.of("R1")));
        return new Page<>(
                all.stream()
                        .filter(item -> filter.kinds() == null || filter.kinds().contains(IncidentKind.of(item.kind())))
                        .toList(),
                null);
    }

    @Override
    public Optional<IncidentDetail> find(String id) {
        if (!id.equals("i1") && !id.equals("i2") && !id.equals("i3")) {
            return Optional.empty();
        }
        boolean theft = id.equals("i3");
        return Optional.of(new IncidentDetail(
                item(id, "李秀英", "Harbour Road 8", List.of(theft ? "R1" : "E1")),
                1,
                1,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new TimelineEntry(Instant.EPOCH, "intake", "opened", "d1")),
                new StageTimes(null, null, null, null, null, null, null, null),
                List.of(),
                null,
                null));
    }

    @Override
    public IncidentCounts counts(Instant since) {
        return counts;
    }

    @Override
    public Outcome acknowledge(String id, boolean takeOver, Person by) {
        return act(id, (takeOver ? "take over" : "acknowledge") + " by " + by.name());
    }

    @Override
    public Outcome confirm(String id, Person by) {
        return act(id, "confirm by " + by.name());
    }

    @Override
    public Outcome controlled(String id, String reason, Person by) {
        return act(id, "controlled by " + by.name() + " because " + reason);
    }

    @Override
    public Outcome close(String id, String outcome, String reason, Person by) {
        return act(id, "close " + outcome + " because " + reason + " by " + by.name());
    }

    @Override
    public Outcome level(String id, int level, Person by) {
        return act(id, "level " + level + " by " + by.name());
    }

    @Override
    public Outcome acknowledgeOneOfMany(String id, Person by) {
        return act(id, "acknowledge one of many by " + by.name());
    }

    @Override
    public Outcome merge(String id, String into, String reason, Person by) {
        return act(id, "merge into " + into + " because " + reason + " by " + by.name());
    }

    @Override
    public Outcome unmerge(String id, String reason, Person by) {
        return act(id, "unmerge because " + reason + " by " + by.name());
    }

    @Override
    public MergeDesk.Split split(String id, List<String> detections, String reason, Person by) {
        return new MergeDesk.Split(act(id, "split " + detections + " because " + reason + " by " + by.name()), "i3");
    }

    private Outcome act(String id, String what) {
        return switch (id) {
            case "i1", "i3" -> {
                acts.add(what);
                yield Outcome.done();
            }
            case "i2" -> Outcome.conflict("incident i2 is CLOSED");
            default -> Outcome.notFound();
        };
    }
}
