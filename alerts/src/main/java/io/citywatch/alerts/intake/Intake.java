package io.citywatch.alerts.intake;

import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentFacts;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.incident.IncidentStore;
import io.citywatch.alerts.incident.Response;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Rule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes detections, from whichever way they come, as often as they come: one transaction each, from the look at the
 * registry to the offers that are owed. Thread-safe.
 */
public final class Intake {
    /** A note that nothing clears, such as a service order, ends by itself after this. */
    static final Duration NOTE_LASTS = Duration.ofMinutes(30);

    private static final String ACTOR = "intake";

    private final Database database;
    private final Parts parts;
    private final DetectionStore detections;
    private final IncidentFinder finder;
    private final IncidentStore incidents;
    private final Response response;
    private final Gathering gathering;
    private final Homes homes;
    private final Consumer<Incident> opened;
    private final Clock clock;
    private final Supplier<String> ids;

    /** What intake works with. */
    public record Parts(
            DetectionStore detections,
            IncidentFinder finder,
            Partings partings,
            IncidentStore incidents,
            Response response,
            AreaLookup areas,
            LiveEvents events) {
        /**
         * What a detection opens.
         *
         * @param key by which others find it
         * @param hold for how long nobody is asked yet
         */
        Incident open(
                String id,
                String key,
                Detection detection,
                IncidentScope scope,
                @Nullable Position place,
                Duration hold,
                Instant now) {
            AreaLookup.Areas within = place == null ? AreaLookup.Areas.UNKNOWN : areas.at(place);
            IncidentFacts facts = new IncidentFacts(
                    id,
                    scope.kind(),
                    key,
                    detection.rule().family(),
                    scope.subject(),
                    within.grid(),
                    within.unit(),
                    now);
            return Incident.open(facts, detection, place, scope.uncertaintyMeters(), hold, now);
        }

        void saveAndShow(Transaction transaction, Incident incident) {
            incidents.save(transaction, incident);
            IncidentItem.show(transaction, incident, events);
        }
    }

    /**
     * @param opened hears of each new incident after its commit
     * @param ids fresh ids for incidents
     */
    public Intake(Database database, Parts parts, Consumer<Incident> opened, Clock clock, Supplier<String> ids) {
        this.database = database;
        this.parts = parts;
        this.detections = parts.detections();
        this.finder = parts.finder();
        this.incidents = parts.incidents();
        this.response = parts.response();
        this.gathering = new Gathering(detections, finder, parts.partings(), response, this::saveAndShow);
        this.homes = new Homes(finder, parts.partings(), incidents);
        this.opened = opened;
        this.clock = clock;
        this.ids = ids;
    }

    /** Takes one detection; when this returns, what it means is committed. */
    public void accept(Detection detection) {
        database.inTransaction(transaction -> {
            take(transaction, detection, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            return true;
        });
    }

    private void take(Transaction transaction, Detection detection, Instant now) {
        Registered registered =
                detections.registered(transaction, detection.device().value()).orElse(null);
        IncidentScope scope = IncidentScope.of(detection, registered);
        detections.serialise(transaction, scope.locks(detection));
        Memory memory = detections.recall(transaction, detection);
        Instant lastClosing = detection.rule().isMomentary() ? null : finder.lastClosing(transaction, scope.key());
        switch (IntakeRules.judge(detection, memory, lastClosing)) {
            case IGNORE -> {}
            case REPEAT -> repeat(transaction, detection, memory, scope, now);
            case COUNT -> count(transaction, detection, memory, scope, now);
            case NOTE -> note(transaction, detection, scope, now);
            case UPDATE -> update(transaction, detection, memory, scope, now);
            case CLEAR -> clear(transaction, detection, memory, now);
            case REMEMBER_CLEAR -> detections.rememberClear(transaction, detection, scope, now);
        }
    }

    private void repeat(Transaction transaction, Detection detection, Memory memory, IncidentScope scope, Instant now) {
        Memory.Seen original = memory.original();
        String id = original == null ? null : original.incident();
        detections.remember(transaction, detection, scope, id, true, now);
        onIncident(transaction, id, incident -> {
            incident.note(now, ACTOR, detection.rule() + " repeated, not counted", detection.id());
        });
    }

    private void count(Transaction transaction, Detection detection, Memory memory, IncidentScope scope, Instant now) {
        List<Incident> related = homes.related(transaction, detection, scope);
        Placed placed = place(transaction, detection, scope, related, now);
        Incident incident = placed.incident();
        detections.remember(transaction, detection, scope, incident.id(), false, now);
        settle(transaction, detection, placed, related, now);
        if (memory.known() != null && memory.known().cleared()) {
            detections.clear(transaction, detection, detection.rule() == Rule.S1);
            incident.cleared(detection, detections.anyHolds(transaction, incident.id()), now);
            endIfNothingIsLeft(transaction, incident, now);
        }
        saveAndShow(transaction, incident);
    }

    /**
     * The incident that a detection went to.
     *
     * @param ensure whether the run card's needs are to be ensured
     */
    private record Placed(Incident incident, boolean ensure) {}

    /** Opens, feeds or re-opens. */
    private Placed place(
            Transaction transaction, Detection detection, IncidentScope scope, List<Incident> related, Instant now) {
        Incident found = Gathering.homeAmong(related, scope.kind())
                .or(() -> homes.find(transaction, detection, scope))
                .orElse(null);
        boolean ensure = true;
        Incident incident;
        if (found == null) {
            incident = open(detection, scope, now);
            transaction.afterCommit(() -> opened.accept(incident));
        } else {
            incident = found;
            if (found.state().isOpen()) {
                ensure = found.feed(detection, now);
            } else {
                finder.leaveKeysToOthers(transaction, found.id());
                found.reopen(detection, now);
            }
            boolean unused = follow(found, detection, scope);
        }
        if (incident.kind() == scope.kind()) {
            finder.addKey(transaction, incident.id(), scope.key());
        }
        if (incident.severity() == Severity.P4 && ensure) {
            response.closeLater(transaction, incident, now.plus(NOTE_LASTS));
        }
        return new Placed(incident, ensure);
    }

    private Incident open(Detection detection, IncidentScope scope, Instant now) {
        return parts.open(
                ids.get(),
                scope.key(),
                detection,
                scope,
                scope.position(),
                response.holdOf(scope.kind(), detection),
                now);
    }

    /** What follows from a detection wherever it went: its track, its level, what belongs together, and people. */
    private void settle(
            Transaction transaction, Detection detection, Placed placed, List<Incident> related, Instant now) {
        Incident incident = placed.incident();
        NewsRules.ofReading(detection)
                .ifPresent(reading -> incident.note(detection.at(), ACTOR, reading, detection.id()));
        keepTrack(transaction, incident, detection);
        boolean ensure = strikeLevel(incident, detection, now) || placed.ensure();
        ensure |= gathering.gather(transaction, incident, detection, related, now);
        if (ensure) {
            response.ensure(transaction, incident, now);
        }
        if (incident.kind() == IncidentKind.THEFT && incident.stored()) {
            response.moved(transaction, incident, now);
        }
    }

    private static boolean strikeLevel(Incident incident, Detection detection, Instant now) {
        int level = NewsRules.levelOf(detection);
        if (level <= incident.level()) {
            return false;
        }
        incident.raiseLevel(level, ACTOR, detection.id(), now);
        return true;
    }

    private void keepTrack(Transaction transaction, Incident incident, Detection detection) {
        if (incident.kind() == IncidentKind.THEFT) {
            detections.keepTrack(transaction, incident.id(), TrackPoint.of(detection));
        }
    }

    /** People, vehicles and the middle of an outage move; a fire that a second detector joins stays where it began. */
    private static boolean follow(Incident incident, Detection detection, IncidentScope scope) {
        Position place = scope.position();
        if (place == null) {
            return false;
        }
        boolean moves = switch (incident.kind()) {
            case ELDER_EMERGENCY -> detection.position() != null;
            case THEFT, SUSPICIOUS_RIDE, CLONED_TAG, WRONG_WAY -> true;
            case OUTAGE -> scope.kind() == IncidentKind.OUTAGE;
            case FIRE,
                    KNOWN_HEAT,
                    ELDER_WELFARE,
                    ELDER_DEVICE,
                    SERVICE,
                    DEN,
                    PARKING,
                    TAG_FAULT,
                    DEVICE_FAULT,
                    UNREADABLE_ALARM,
                    RESPONDER_SAFETY -> false;
        };
        return (moves || incident.position() == null) && incident.moveTo(place, scope.uncertaintyMeters());
    }

    private void note(Transaction transaction, Detection detection, IncidentScope scope, Instant now) {
        Incident incident = finder.lockNewest(transaction, scope.key()).orElse(null);
        detections.remember(transaction, detection, scope, incident == null ? null : incident.id(), true, now);
        if (incident != null) {
            incident.note(now, ACTOR, detection.rule() + " from before the closing", detection.id());
            saveAndShow(transaction, incident);
        }
    }

    private void update(Transaction transaction, Detection detection, Memory memory, IncidentScope scope, Instant now) {
        Memory.Seen known = memory.known();
        Incident held = known == null ? null : homes.holder(transaction, known.incident());
        if (known == null || held == null) {
            detections.update(transaction, detection, null);
            return;
        }
        Optional<String> news = NewsRules.ofUpdate(detection, known, now);
        detections.update(transaction, detection, news.isPresent() ? now : null);
        List<Incident> related = homes.related(transaction, detection, scope);
        if (NewsRules.comesBack(detection, known, held)) {
            Placed placed = place(transaction, detection, scope, related, now);
            detections.give(transaction, detection, placed.incident().id(), now);
            settle(transaction, detection, placed, related, now);
            saveAndShow(transaction, placed.incident());
            return;
        }
        boolean ensure = held.update(detection, now);
        news.ifPresent(what -> held.note(now, ACTOR, what, detection.id()));
        if (held.state().isOpen()) {
            grow(transaction, held, detection, scope, related, ensure, now);
        }
        saveAndShow(transaction, held);
    }

    /** An update of an open incident. */
    private void grow(
            Transaction transaction,
            Incident held,
            Detection detection,
            IncidentScope scope,
            List<Incident> related,
            boolean higher,
            Instant now) {
        boolean moved = follow(held, detection, scope);
        keepTrack(transaction, held, detection);
        boolean ensure = strikeLevel(held, detection, now) || higher;
        Optional<Incident> outage = related.stream()
                .filter(one -> one.kind() == IncidentKind.OUTAGE && one.state().isOpen())
                .filter(one -> held.kind().mayBeOfAnOutage())
                .findFirst();
        if (outage.isPresent()) {
            Incident home = outage.get();
            boolean unused = gathering.gather(transaction, home, detection, List.of(held), now);
            saveAndShow(transaction, home);
        } else {
            ensure |= gathering.gather(transaction, held, detection, related, now);
        }
        if (ensure && held.state().isOpen()) {
            response.ensure(transaction, held, now);
        }
        if (moved && held.kind() == IncidentKind.THEFT) {
            response.moved(transaction, held, now);
        }
    }

    private void clear(Transaction transaction, Detection detection, Memory memory, Instant now) {
        detections.clear(transaction, detection, detection.rule() == Rule.S1);
        onIncident(transaction, memory.known() == null ? null : memory.known().incident(), incident -> {
            incident.cleared(detection, detections.anyHolds(transaction, incident.id()), now);
            endIfNothingIsLeft(transaction, incident, now);
        });
    }

    private void endIfNothingIsLeft(Transaction transaction, Incident incident, Instant now) {
        if (incident.endsByItself()) {
            response.standDown(transaction, incident, ACTOR, now);
            incident.close(Incident.SELF_CLEARED, "", ACTOR, now);
        }
    }

    private void onIncident(Transaction transaction, @Nullable String id, Consumer<Incident> change) {
        Incident incident = homes.holder(transaction, id);
        if (incident != null) {
            change.accept(incident);
            saveAndShow(transaction, incident);
        }
    }

    private void saveAndShow(Transaction transaction, Incident incident) {
        parts.saveAndShow(transaction, incident);
    }
}
