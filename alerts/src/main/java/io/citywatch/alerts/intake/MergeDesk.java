package io.citywatch.alerts.intake;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.incident.Grounds;
import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.incident.IncidentState;
import io.citywatch.alerts.incident.IncidentStore;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.incident.Response;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a person brings incidents together that are one, and tells apart what is not. What was told apart stays so until
 * a person says otherwise. One transaction each, under the same locks as intake. Thread-safe.
 */
public final class MergeDesk {
    private final Database database;
    private final Intake.Parts parts;
    private final DetectionStore detections;
    private final IncidentFinder finder;
    private final Partings partings;
    private final IncidentStore incidents;
    private final Response response;
    private final Gathering gathering;
    private final AuditLog audit;
    private final Consumer<Incident> opened;
    private final Clock clock;
    private final Supplier<String> ids;

    /**
     * @param opened hears of each new incident after its commit
     * @param ids fresh ids for incidents
     */
    public MergeDesk(
            Database database,
            Intake.Parts parts,
            AuditLog audit,
            Consumer<Incident> opened,
            Clock clock,
            Supplier<String> ids) {
        this.database = database;
        this.parts = parts;
        this.detections = parts.detections();
        this.finder = parts.finder();
        this.partings = parts.partings();
        this.incidents = parts.incidents();
        this.response = parts.response();
        this.gathering = new Gathering(detections, finder, partings, response, this::saveAndShow);
        this.audit = audit;
        this.opened = opened;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * What came of a split.
     *
     * @param incident the new one; null if there is none
     */
    public record Split(Outcome outcome, @Nullable String incident) {}

    /** Makes one of two open incidents of a kind: the first goes on as the second. */
    public Outcome merge(String id, String into, String reason, Person by) {
        return database.inTransaction(transaction -> {
            lockKeys(transaction, List.of(id, into));
            // In one order, so that two who merge the same pair do not wait for each other.
            boolean first = id.compareTo(into) < 0;
            Incident one = incidents.lock(transaction, first ? id : into).orElse(null);
            Incident two = incidents.lock(transaction, first ? into : id).orElse(null);
            Incident other = first ? one : two;
            Incident home = first ? two : one;
            if (other == null || home == null) {
                return Outcome.notFound();
            }
            Optional<String> why = whyNot(home, other);
            if (why.isPresent()) {
                return Outcome.conflict(why.get());
            }
            Instant now = now();
            boolean controlled = home.state() == IncidentState.CONTROLLED && other.state() == home.state();
            partings.forget(transaction, id, into);
            // Who merges it has seen it: whoever has the other in hand need not be called for this.
            other.acknowledge(by.name(), now);
            other.note(now, by.name(), "merged by hand: " + reason, into);
            home.note(now, by.name(), "merged by hand: " + reason, id);
            gathering.merge(transaction, home, other, by.name(), id, now);
            if (!controlled) {
                response.ensure(transaction, home, now);
            }
            saveAndShow(transaction, home);
            write(transaction, by, "incident.merge", id, Map.of("into", into, "reason", reason), now);
            return Outcome.done();
        });
    }

    private static Optional<String> whyNot(Incident home, Incident other) {
        for (Incident one : List.of(other, home)) {
            if (!one.state().isOpen()) {
                return Optional.of("incident " + one.id() + " is " + one.state());
            }
        }
        if (home.id().equals(other.id())) {
            return Optional.of("incident " + home.id() + " is the same");
        }
        if (home.kind() != other.kind()) {
            return Optional.of(
                    "incident " + other.id() + " is of kind " + other.kind().text() + ", " + home.id() + " of "
                            + home.kind().text());
        }
        if (home.kind() == IncidentKind.THEFT || home.kind() == IncidentKind.RESPONDER_SAFETY) {
            return Optional.of(home.kind().text() + ": each is an incident of its own");
        }
        return Optional.empty();
    }

    /** Brings back to life what was merged: with its key, its evidence, and who came with it. */
    public Outcome unmerge(String id, String reason, Person by) {
        return database.inTransaction(transaction -> {
            lockKeys(transaction, partings.mergedInto(transaction, id));
            Incident back = incidents.lock(transaction, id).orElse(null);
            if (back == null) {
                return Outcome.notFound();
            }
            if (back.state() != IncidentState.MERGED) {
                return Outcome.conflict("incident " + id + " is " + back.state() + ", not merged");
            }
            List<String> way = new ArrayList<>();
            Incident home = back;
            while (home != null && home.state() == IncidentState.MERGED) {
                String next = home.status().mergedInto();
                home = next == null ? null : incidents.lock(transaction, next).orElse(null);
                if (home != null) {
                    way.add(home.id());
                }
            }
            if (home == null || !home.state().isOpen()) {
                return Outcome.conflict("what incident " + id + " went on as is over");
            }
            String homeId = home.id();
            Optional<Incident> usurper = finder.lockNewest(
                            transaction, back.facts().key())
                    .filter(one -> one.state().isOpen() && !one.id().equals(homeId));
            if (usurper.isPresent()) {
                return Outcome.conflict("incident " + usurper.get().id() + " is open for the same");
            }
            Instant now = now();
            takeOut(transaction, home, back, way, reason, by.name(), now);
            write(transaction, by, "incident.unmerge", id, Map.of("from", homeId, "reason", reason), now);
            return Outcome.done();
        });
    }

    /** @param way the incidents as which it went on, the last of which is its home */
    private void takeOut(
            Transaction transaction,
            Incident home,
            Incident back,
            List<String> way,
            String reason,
            String actor,
            Instant now) {
        List<String> merged = partings.mergedInto(transaction, back.id());
        List<String> keys = partings.keysOf(transaction, merged);
        partings.dropKeys(transaction, way, keys);
        finder.leaveKeysToOthers(transaction, back.id());
        Grounds grounds = partings.giveBack(transaction, home.id(), back.id(), merged, keys);
        back.partFrom(home, grounds, detections.anyHolds(transaction, back.id()), actor, reason, now);
        home.note(now, actor, "incident " + back.id() + " taken out of this: " + reason, back.id());
        home.letGo(
                grounds.count(),
                partings.groundsOf(transaction, home.id()),
                detections.anyHolds(transaction, home.id()));
        way.forEach(one -> partings.tellApart(transaction, back.id(), one, actor, now));
        response.handBack(transaction, home, back, merged, now);
        settle(transaction, home, back, now);
    }

    /** People for both, each for what it now is. */
    private void settle(Transaction transaction, Incident home, Incident apart, Instant now) {
        response.ensure(transaction, apart, now);
        if (home.state().asksPeople()) {
            response.ensure(transaction, home, now);
        }
        if (apart.severity() == Severity.P4) {
            response.closeLater(transaction, apart, now.plus(Intake.NOTE_LASTS));
        }
        saveAndShow(transaction, apart);
        saveAndShow(transaction, home);
    }

    /**
     * Gives an incident of their own to detections that were fed into another because they were near, and with them to
     * whatever has the same key.
     *
     * @param chosen ids of the detections
     */
    public Split split(String id, Collection<String> chosen, String reason, Person by) {
        return database.inTransaction(transaction -> {
            lockKeys(transaction, List.of(id));
            Incident home = incidents.lock(transaction, id).orElse(null);
            if (home == null) {
                return new Split(Outcome.notFound(), null);
            }
            if (!home.state().isOpen()) {
                return refused("incident " + id + " is " + home.state());
            }
            List<Kept> all = partings.keptOf(transaction, id);
            Set<String> keys = new LinkedHashSet<>();
            for (String detection : chosen) {
                Kept one = all.stream()
                        .filter(each -> each.detection().id().equals(detection))
                        .findFirst()
                        .orElse(null);
                if (one == null) {
                    return refused("detection " + detection + " is not of incident " + id);
                }
                keys.add(keyOf(transaction, one));
            }
            List<Kept> gone = all.stream()
                    .filter(one -> keys.contains(keyOf(transaction, one)))
                    .toList();
            Optional<String> why = whyNot(transaction, home, keys, gone);
            if (why.isPresent()) {
                return refused(why.get());
            }
            Instant now = now();
            String opens = splitOff(transaction, home, keys, gone, reason, by.name(), now);
            Map<String, String> detail =
                    Map.of("detections", String.join(" ", chosen), "incident", opens, "reason", reason);
            write(transaction, by, "incident.split", id, detail, now);
            return new Split(Outcome.done(), opens);
        });
    }

    private static Split refused(String why) {
        return new Split(Outcome.conflict(why), null);
    }

    private Optional<String> whyNot(Transaction transaction, Incident home, Set<String> keys, List<Kept> gone) {
        if (keys.contains(home.facts().key())) {
            return Optional.of("incident " + home.id() + " began with this: split off the others");
        }
        for (Kept one : gone) {
            String origin = one.origin();
            if (origin != null && !origin.equals(home.id()) && isMerged(transaction, origin)) {
                return Optional.of(
                        "detection " + one.detection().id() + " came with incident " + origin + ": take that out");
            }
        }
        if (gone.stream()
                        .map(one -> IncidentKind.of(one.detection().rule()))
                        .distinct()
                        .count()
                > 1) {
            return Optional.of("the detections are of several kinds of incidents");
        }
        for (String key : keys) {
            Optional<Incident> open = finder.lockNewest(transaction, key)
                    .filter(one -> one.state().isOpen() && !one.id().equals(home.id()));
            if (open.isPresent()) {
                return Optional.of("incident " + open.get().id() + " is open for the same");
            }
        }
        return Optional.empty();
    }

    private boolean isMerged(Transaction transaction, String incident) {
        return incidents
                .read(transaction, incident)
                .filter(one -> one.state() == IncidentState.MERGED)
                .isPresent();
    }

    private String splitOff(
            Transaction transaction,
            Incident home,
            Set<String> keys,
            List<Kept> gone,
            String reason,
            String actor,
            Instant now) {
        List<Kept> counted = gone.stream().filter(one -> !one.shownOnly()).toList();
        Kept first = (counted.isEmpty() ? gone : counted).get(0);
        IncidentScope scope = scopeOf(transaction, first);
        Position place = scope.position() == null ? home.position() : scope.position();
        Incident apart =
                parts.open(ids.get(), keyOf(transaction, first), first.detection(), scope, place, Duration.ZERO, now);
        apart.note(now, actor, "split off from incident " + home.id() + ": " + reason, home.id());
        for (Kept one : counted) {
            if (!one.equals(first)) {
                boolean unused = apart.feed(one.detection(), now);
            }
        }
        partings.dropKeys(transaction, List.of(home.id()), keys);
        keys.forEach(key -> finder.addKey(transaction, apart.id(), key));
        partings.move(
                transaction, gone.stream().map(one -> one.detection().id()).toList(), apart.id());
        partings.tellApart(transaction, apart.id(), home.id(), actor, now);
        Detection last = gone.get(gone.size() - 1).detection();
        if (gone.stream().allMatch(Kept::cleared)) {
            apart.cleared(last, false, now);
        }
        home.note(now, actor, "incident " + apart.id() + " split off from this: " + reason, apart.id());
        home.letGo(
                counted.size(),
                partings.groundsOf(transaction, home.id()),
                detections.anyHolds(transaction, home.id()));
        settle(transaction, home, apart, now);
        transaction.afterCommit(() -> opened.accept(apart));
        return apart.id();
    }

    /** The key that the detection was kept with; of one that an older release kept, the one that it would have now. */
    private String keyOf(Transaction transaction, Kept kept) {
        String key = kept.scopeKey();
        return key == null ? scopeOf(transaction, kept).key() : key;
    }

    private IncidentScope scopeOf(Transaction transaction, Kept kept) {
        Detection detection = kept.detection();
        return IncidentScope.of(
                detection,
                detections.registered(transaction, detection.device().value()).orElse(null));
    }

    /** The locks of intake: nothing is opened, fed or merged for these meanwhile. */
    private void lockKeys(Transaction transaction, Collection<String> of) {
        List<Position> fires = of.stream()
                .map(id -> incidents.read(transaction, id).orElse(null))
                .filter(one -> one != null && one.kind() == IncidentKind.FIRE)
                .map(Incident::position)
                .filter(Objects::nonNull)
                .toList();
        detections.serialise(transaction, IncidentScope.locks(partings.keysOf(transaction, of), fires));
    }

    private void write(
            Transaction transaction, Person by, String action, String target, Map<String, String> more, Instant now) {
        Map<String, String> detail = new LinkedHashMap<>(more);
        detail.put("role", by.role().text());
        audit.write(transaction, new AuditEntry(now, by.name(), action, target, detail));
    }

    private void saveAndShow(Transaction transaction, Incident incident) {
        parts.saveAndShow(transaction, incident);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
