package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.incident.IncidentStore;
import io.citywatch.alerts.nearest.Travel;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks after everybody who accepted until they are done: nudges, recalls and replaces who does not set out, asks
 * somebody else beside who is late or lost, sees them arrive, lets go who is not needed any more, and asks them for a
 * word on the scene. Each call runs under the incident's row lock and is idempotent.
 */
final class Attendance {
    private static final String NUDGE = "请立即出发，或放弃任务。 / Please set out now, or give the task up.";
    private static final String CHECK_IN = "请报平安。 / Please check in: say that you are well.";

    private final Database database;
    private final IncidentStore incidents;
    private final ResponseStore responses;
    private final TimerStore timers;
    private final OfferBook book;
    private final Dispatcher dispatcher;
    private final Safety safety;
    private final Travel travel;
    private final Pursuits pursuits;
    private final WatchSettings settings;

    Attendance(
            Database database,
            IncidentStore incidents,
            ResponseStore responses,
            TimerStore timers,
            OfferBook book,
            Dispatcher dispatcher,
            Safety safety,
            Travel travel,
            Pursuits pursuits,
            WatchSettings settings) {
        this.database = database;
        this.incidents = incidents;
        this.responses = responses;
        this.timers = timers;
        this.book = book;
        this.dispatcher = dispatcher;
        this.safety = safety;
        this.travel = travel;
        this.pursuits = pursuits;
        this.settings = settings;
    }

    /** One assignment under its incident's row lock. */
    private record Look(Transaction transaction, Incident incident, Assignment one, Seen seen, Instant now) {
        Look with(Assignment other) {
            return new Look(transaction, incident, other, seen, now);
        }

        void note(String what) {
            incident.note(now, Dispatcher.ACTOR, what, one.offer());
        }
    }

    /** Somebody accepted: what is promised of them, and the first look. */
    Sight begin(Transaction transaction, Incident incident, Offer accepted, Instant at) {
        Seen seen = responses.seen(transaction, accepted.responder());
        Position from = seen.within(settings.lost(), at);
        Travel.Trip way = wayOf(seen, from, pursuits.placeOf(transaction, incident, accepted.need()));
        timerOf(transaction, Timer.Kind.WATCH, incident, accepted.id(), at.plus(settings.every()));
        long promised = way == null || way.isCutOff() ? accepted.travelSeconds() : Math.round(way.seconds());
        return Sight.promised(promised, from, at);
    }

    private Travel.@Nullable Trip wayOf(Seen seen, @Nullable Position from, @Nullable Position place) {
        return from == null || place == null ? null : travel.between(from, place, seen.mode());
    }

    /** Does what a due timer is for. */
    void handle(Timer timer) {
        Instant now = dispatcher.now();
        database.inTransaction(transaction -> {
            Incident incident = incidents.lock(transaction, timer.incident()).orElse(null);
            timers.done(transaction, timer);
            Assignment one = responses.assignment(transaction, timer.entity()).orElse(null);
            if (incident == null
                    || one == null
                    || !one.incident().equals(incident.id())
                    || !incident.state().isOpen()
                    || incident.epoch() != timer.epoch()
                    || !one.state().isLive()) {
                return true;
            }
            Look look = new Look(transaction, incident, one, responses.seen(transaction, one.responder()), now);
            boolean isThere = one.state() == AssignmentState.ARRIVED;
            if (timer.kind() == Timer.Kind.WATCH && !isThere) {
                watch(look);
            } else if (timer.kind() == Timer.Kind.SURPLUS && !isThere) {
                release(look);
            } else if (timer.kind() == Timer.Kind.CHECK_IN && isThere) {
                checkIn(look);
            }
            dispatcher.saveAndShow(transaction, incident);
            return true;
        });
    }

    private void watch(Look look) {
        Assignment one = look.one();
        Position at = look.seen().within(settings.lost(), look.now());
        Position place = pursuits.placeOf(look.transaction(), look.incident(), one.need());
        Travel.Trip left = wayOf(look.seen(), at, place);
        Sight sight = one.sight();
        if (at != null) {
            sight = sight.expected(left == null || left.isCutOff() ? null : Math.round(left.seconds()), look.now());
            sight = sight.from() == null ? sight.at(at) : sight;
        }
        Look seen = look.with(one.with(sight));
        WatchRules.Finding finding = waitsAhead(look, at)
                ? one.state() == AssignmentState.EN_ROUTE ? WatchRules.Finding.NOTHING : WatchRules.Finding.MOVES
                : WatchRules.judge(seen.one(), look.seen(), place, left, look.now(), settings);
        switch (finding) {
            case THERE -> {
                arrive(look.transaction(), look.incident(), seen.one(), Dispatcher.ACTOR, look.now(), look.now());
                return;
            }
            case STAYS -> {
                recall(seen);
                return;
            }
            case MOVES -> seen = setOut(seen);
            case FOUND -> seen = found(seen, left);
            case STANDS -> seen = nudged(seen);
            case LOST -> seen = missing(seen, AssignmentState.LOST);
            case LATE -> seen = missing(seen, AssignmentState.LATE);
            case NOTHING -> {}
        }
        if (!seen.one().equals(one)) {
            responses.saveAssignment(look.transaction(), seen.one());
        }
        timerOf(
                look.transaction(),
                Timer.Kind.WATCH,
                look.incident(),
                one.offer(),
                look.now().plus(settings.every()));
    }

    /** Who waits where a hunted vehicle is to be met is where they should be, and not yet where it is. */
    private boolean waitsAhead(Look look, @Nullable Position at) {
        return at != null
                && pursuits.meeting(
                                look.transaction(), look.incident(), look.one().need())
                        .filter(meeting -> meeting.position().metersTo(at) <= settings.thereMeters())
                        .isPresent();
    }

    private static Look setOut(Look look) {
        look.note(look.one().responder() + " " + AssignmentState.EN_ROUTE);
        look.incident().enRoute(Dispatcher.ACTOR, look.one().offer(), look.now());
        return look.with(look.one().become(AssignmentState.EN_ROUTE, look.now()));
    }

    private Look found(Look look, Travel.@Nullable Trip left) {
        boolean late = WatchRules.isLate(look.one(), left, look.now(), settings);
        AssignmentState next = late ? AssignmentState.LATE : AssignmentState.EN_ROUTE;
        look.note(look.one().responder() + " " + next);
        return look.with(look.one().become(next, look.now()));
    }

    private Look nudged(Look look) {
        look.note(look.one().responder() + " asked to set out: not moving for "
                + settings.nudge().toSeconds() + " s");
        responses
                .offer(look.transaction(), look.one().offer())
                .ifPresent(offer -> book.warn(look.transaction(), look.incident(), offer, NUDGE, look.now()));
        return look.with(look.one().with(look.one().sight().askedAgain()));
    }

    /** Late or lost: still expected, and somebody else is asked beside. */
    private Look missing(Look look, AssignmentState next) {
        Assignment one = look.one().become(next, look.now());
        look.note(one.responder() + " " + next);
        responses.saveAssignment(look.transaction(), one);
        dispatcher.askBeside(look.transaction(), look.incident(), one, look.now());
        return look.with(one);
    }

    private void recall(Look look) {
        Assignment one = look.one().become(AssignmentState.RECALLED, look.now());
        look.note(one.responder() + " " + one.state() + ": not moving for "
                + settings.recall().toSeconds() + " s");
        free(look.with(one));
        dispatcher.replace(look.transaction(), look.incident(), one, look.now());
    }

    private void free(Look look) {
        responses.saveAssignment(look.transaction(), look.one());
        responses
                .offer(look.transaction(), look.one().offer())
                .ifPresent(offer ->
                        book.end(look.transaction(), look.incident(), List.of(offer.over(look.now())), look.now()));
    }

    /** Somebody else for the same is there: who still is on the way may turn round. */
    private void release(Look look) {
        Assignment one = look.one().become(AssignmentState.RECALLED, look.now());
        look.note(one.responder() + " " + one.state() + ": another is there");
        free(look.with(one));
        responses
                .need(look.transaction(), one.need())
                .ifPresent(need -> responses.saveNeed(look.transaction(), need.cancelled()));
    }

    /**
     * Somebody is there. Nobody else is asked for the same any more, and who is on the way for it is let go after a while.
     *
     * @param at when they said so, or were seen
     */
    void arrive(Transaction transaction, Incident incident, Assignment before, String actor, Instant at, Instant now) {
        Assignment there = before.become(AssignmentState.ARRIVED, at)
                .with(before.sight().expected(null, now).heard(now));
        responses.saveAssignment(transaction, there);
        incident.note(at, actor, there.responder() + " " + AssignmentState.ARRIVED, there.offer());
        incident.arrived(actor, there.offer(), at);
        List<String> same = standDownOthers(transaction, incident, there, now);
        for (Assignment other : responses.liveAssignments(transaction, incident.id())) {
            if (same.contains(other.need())
                    && !other.offer().equals(there.offer())
                    && other.state() != AssignmentState.ARRIVED) {
                timerOf(transaction, Timer.Kind.SURPLUS, incident, other.offer(), now.plus(settings.surplus()));
            }
        }
        timerOf(transaction, Timer.Kind.CHECK_IN, incident, there.offer(), now.plus(settings.loneCheckIn()));
    }

    /** @return the needs that stand beside each other for what this one came for */
    private List<String> standDownOthers(Transaction transaction, Incident incident, Assignment there, Instant now) {
        List<String> same = new ArrayList<>();
        Need own = responses.need(transaction, there.need()).orElse(null);
        if (own == null) {
            return same;
        }
        List<Offer> ended = new ArrayList<>();
        for (Need.Standing standing : responses.needs(transaction, incident)) {
            Need need = standing.need();
            if (!need.wanted().equals(own.wanted())) {
                continue;
            }
            same.add(need.id());
            if (need.state() != NeedState.OPEN) {
                continue;
            }
            responses.saveNeed(transaction, need.cancelled());
            for (Offer offer : responses.pending(transaction, incident.id())) {
                if (offer.need().equals(need.id())) {
                    ended.add(offer.become(OfferStep.WITHDRAWN, now, null));
                    incident.note(
                            now, Dispatcher.ACTOR, "offer to " + offer.responder() + " withdrawn: filled", offer.id());
                }
            }
        }
        book.end(transaction, incident, ended, now);
        return same;
    }

    /** A word of somebody who is bound: whatever they were asked is answered. */
    void hear(Transaction transaction, Assignment one, Instant now) {
        Sight heard = one.sight().heard(now);
        if (one.state().isLive() && !heard.equals(one.sight())) {
            responses.saveAssignment(transaction, one.with(heard));
        }
    }

    private void checkIn(Look look) {
        Assignment one = look.one();
        Sight sight = one.sight();
        Position at = look.seen().within(settings.loneCheckIn(), look.now());
        Instant seenAt = look.seen().at();
        if (at != null && seenAt != null && seenAt.isAfter(sight.wordAt())) {
            Position from = sight.from();
            boolean moved = from != null && at.metersTo(from) >= settings.movedMeters();
            sight = (moved ? sight.heard(seenAt) : sight);
            sight = moved || from == null ? sight.at(at) : sight;
        }
        Duration interval =
                WatchRules.checkIn(look.incident().kind() == IncidentKind.FIRE, isAlone(look), look.seen(), settings);
        Instant due = sight.wordAt().plus(interval == null ? settings.loneCheckIn() : interval);
        Instant next = due.isAfter(look.now()) ? due : look.now().plus(settings.checkInAnswer());
        if (interval == null) {
            // They may be alone later.
            next = look.now().plus(settings.loneCheckIn());
            sight = sight.heard(sight.wordAt());
        } else if (!due.isAfter(look.now())) {
            sight = askForAWord(look, sight);
            if (sight.asked() == 0) {
                next = look.now().plus(interval);
            }
        }
        responses.saveAssignment(look.transaction(), one.with(sight));
        timerOf(look.transaction(), Timer.Kind.CHECK_IN, look.incident(), one.offer(), next);
    }

    private boolean isAlone(Look look) {
        return responses.liveAssignments(look.transaction(), look.incident().id()).stream()
                        .filter(other -> other.state() == AssignmentState.ARRIVED)
                        .count()
                == 1;
    }

    /** Warned once, missed twice: then it is they who may need help. */
    private Sight askForAWord(Look look, Sight sight) {
        String who = look.one().responder();
        if (sight.asked() > 0) {
            look.note(who + " missed a check-in");
        }
        if (sight.asked() > 1) {
            safety.open(look.transaction(), look.incident(), look.one(), look.seen(), look.now());
            return sight.heard(look.now());
        }
        look.note("check-in asked of " + who);
        responses
                .offer(look.transaction(), look.one().offer())
                .ifPresent(offer -> book.warn(look.transaction(), look.incident(), offer, CHECK_IN, look.now()));
        return sight.askedAgain();
    }

    private void timerOf(Transaction transaction, Timer.Kind kind, Incident incident, String offer, Instant at) {
        book.set(transaction, List.of(new Timer(kind, offer, incident.id(), incident.epoch(), at)));
    }
}
