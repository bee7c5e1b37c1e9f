package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.nearest.Candidate;
import io.citywatch.alerts.nearest.NearestResponders;
import io.citywatch.alerts.nearest.Ranked;
import io.citywatch.alerts.nearest.Search;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Turns a run card into needs, and keeps each open need in front of a wave of people: the best who are free, and a timer
 * whenever there are too few. Each call runs under the incident's row lock and is idempotent.
 */
final class Waves {
    private final ResponseStore responses;
    private final NearestResponders nearest;
    private final OfferBook book;
    private final DispatchSettings settings;
    private final Patience patience;
    private final Pursuits pursuits;
    private final Supplier<String> ids;

    /** @param ids fresh ids for needs and offers */
    Waves(
            ResponseStore responses,
            NearestResponders nearest,
            OfferBook book,
            DispatchSettings settings,
            Patience patience,
            Pursuits pursuits,
            Supplier<String> ids) {
        this.responses = responses;
        this.nearest = nearest;
        this.book = book;
        this.settings = settings;
        this.patience = patience;
        this.pursuits = pursuits;
        this.ids = ids;
    }

    /** Adds what the run card wants and nobody is asked for or on the way for, and fills all that is open. */
    void ensure(Transaction transaction, Incident incident, Instant now) {
        List<Need.Standing> standing =
                incident.stored() ? responses.needs(transaction, incident) : List.<Need.Standing>of();
        List<Need.Standing> served = new ArrayList<>(
                standing.stream().filter(Need.Standing::isServed).toList());
        List<Need> added = new ArrayList<>();
        for (RunCard.Requirement requirement : RunCard.of(incident).upTo(incident.level())) {
            if (!served.removeIf(new FirstMatch(requirement)::test)) {
                added.add(new Need(
                        ids.get(),
                        incident.id(),
                        incident.epoch(),
                        requirement.level(),
                        standing.size() + added.size(),
                        requirement.role(),
                        requirement.skill(),
                        NeedState.OPEN,
                        null,
                        false,
                        null,
                        Reach.NEAREST));
            }
        }
        if (!added.isEmpty()) {
            responses.insertNeeds(transaction, added);
        }
        pursuits.renew(transaction, incident, now);
        List<Need.Standing> all = new ArrayList<>(standing);
        added.forEach(need -> all.add(new Need.Standing(need, 0, false)));
        widenLater(transaction, incident, all.stream().map(Need.Standing::need).toList(), now);
        fill(transaction, incident, all, now);
    }

    /** Matches one standing need and then no more, so that each serves one requirement. */
    private static final class FirstMatch {
        private final RunCard.Requirement requirement;
        private boolean found;

        FirstMatch(RunCard.Requirement requirement) {
            this.requirement = requirement;
        }

        boolean test(Need.Standing standing) {
            Need need = standing.need();
            boolean matches =
                    !found && need.role() == requirement.role() && Objects.equals(need.skill(), requirement.skill());
            found |= matches;
            return matches;
        }
    }

    /** Whoever is not found in time is sought further, of what is urgent. */
    void widenLater(Transaction transaction, Incident incident, List<Need> needs, Instant now) {
        if (incident.severity().compareTo(Severity.P2) > 0) {
            return;
        }
        List<Timer> timers = needs.stream()
                .filter(need -> need.state() == NeedState.OPEN && need.reach() != Reach.ALL)
                .map(need -> new Timer(
                        Timer.Kind.WIDEN, need.id(), incident.id(), incident.epoch(), now.plus(patience.widen())))
                .toList();
        if (!timers.isEmpty()) {
            book.set(transaction, timers);
        }
    }

    /** Nobody was found for the need: goes one step further, and says how far that reached. */
    void widen(Transaction transaction, Incident incident, Need found, Instant now) {
        Need need = found.wider();
        responses.saveNeed(transaction, need);
        for (Need.Standing standing : responses.needs(transaction, incident)) {
            if (standing.need().id().equals(need.id())) {
                int asked = ask(transaction, incident, standing, Double.POSITIVE_INFINITY, now);
                incident.note(
                        now,
                        Dispatcher.ACTOR,
                        "wider for " + need.role().text() + ": " + need.reach().words() + "; " + asked + " more asked",
                        need.id());
            }
        }
        widenLater(transaction, incident, List.of(need), now);
    }

    /** Asks for every open need whose wave is not full. */
    void fill(Transaction transaction, Incident incident, Instant now) {
        fill(transaction, incident, responses.needs(transaction, incident), now);
    }

    private void fill(Transaction transaction, Incident incident, List<Need.Standing> needs, Instant now) {
        boolean wanting = false;
        for (Need.Standing standing : needs) {
            if (standing.need().state() == NeedState.OPEN
                    && standing.pending() < standing.need().reach().most(mostAtOnce(incident))) {
                int out = standing.pending() + ask(transaction, incident, standing, Double.POSITIVE_INFINITY, now);
                wanting |= out < settings.wave();
                noteIfNobody(transaction, incident, standing.need(), out == 0, now);
            }
        }
        if (wanting) {
            book.set(transaction, List.of(Timer.advance(incident.id(), incident.epoch(), now.plus(settings.retry()))));
        }
    }

    /** Says it when it becomes so, not at each retry while it stays so. */
    private void noteIfNobody(Transaction transaction, Incident incident, Need need, boolean nobody, Instant now) {
        if (nobody == need.nobodyFree()) {
            return;
        }
        responses.saveNeed(transaction, need.withNobodyFree(nobody));
        if (nobody) {
            incident.note(
                    now, Dispatcher.ACTOR, "nobody free for " + need.role().text(), need.id());
        }
    }

    /**
     * Asks for the need once more in place of each of those whose way got longer.
     *
     * @param nearerThan seconds; nobody is asked who costs more
     */
    void askBeside(
            Transaction transaction, Incident incident, String need, int slowed, double nearerThan, Instant now) {
        for (Need.Standing standing : responses.needs(transaction, incident)) {
            if (standing.need().id().equals(need) && standing.need().state() == NeedState.OPEN) {
                int quick = Math.max(0, standing.pending() - slowed);
                int unused =
                        ask(transaction, incident, new Need.Standing(standing.need(), quick, false), nearerThan, now);
            }
        }
    }

    private int mostAtOnce(Incident incident) {
        return incident.severity() == Severity.P1 ? settings.crowdedWave() : settings.wave();
    }

    /** Fills up the need's wave with people who cost less than that; returns how many more were asked. */
    private int ask(
            Transaction transaction, Incident incident, Need.Standing standing, double nearerThan, Instant now) {
        Need need = standing.need();
        int asked = 0;
        while (incident.position() != null) {
            int out = standing.pending() + asked;
            int most = need.reach().most(mostAtOnce(incident)) - out;
            if (most <= 0) {
                break;
            }
            Ranked ranked = nearest.rank(transaction, search(transaction, incident, need, most, now));
            boolean isCrowded = ranked.around() + out >= settings.crowd();
            int wave = Math.max(0, (isCrowded ? mostAtOnce(incident) : settings.wave()) - out);
            List<Candidate> candidates = inReach(need.reach(), ranked.best(), wave).stream()
                    .filter(candidate -> candidate.cost() < nearerThan)
                    .toList();
            if (candidates.isEmpty()) {
                break;
            }
            Set<String> free = responses.stillFree(
                    transaction, candidates.stream().map(Candidate::responder).toList());
            List<Offer> offers = candidates.stream()
                    .filter(candidate -> free.contains(candidate.responder()))
                    .map(candidate -> offer(incident, need, candidate, now))
                    .toList();
            book.putOut(transaction, incident, offers, now);
            double last = candidates.get(candidates.size() - 1).cost();
            responses.savePassedOver(
                    transaction,
                    need,
                    ranked.passedOver().stream()
                            .filter(passed -> passed.cost() < last)
                            .toList(),
                    now);
            asked += offers.size();
            if (offers.size() == candidates.size()) {
                break;
            }
        }
        return asked;
    }

    /** The wave, however far they are, and whoever else is near enough. */
    private static List<Candidate> inReach(Reach reach, List<Candidate> best, int wave) {
        List<Candidate> reached = new ArrayList<>();
        for (Candidate candidate : best) {
            if (reached.size() < wave || candidate.travelSeconds() <= reach.travelSeconds()) {
                reached.add(candidate);
            }
        }
        return reached;
    }

    private Search search(Transaction transaction, Incident incident, Need need, int most, Instant now) {
        return new Search(
                Objects.requireNonNull(pursuits.placeOf(transaction, incident, need.id())),
                need.role(),
                need.skill(),
                need.reach().standInsFor(need.role()),
                incident.facts().unit(),
                incident.id(),
                incident.epoch(),
                now.minus(settings.askAgain()),
                now,
                most);
    }

    private Offer offer(Incident incident, Need need, Candidate candidate, Instant now) {
        return new Offer(
                ids.get(),
                incident.id(),
                incident.epoch(),
                need.id(),
                candidate.responder(),
                OfferStep.QUEUED,
                1,
                false,
                candidate.distanceMeters(),
                candidate.travelSeconds(),
                candidate.because(),
                now.plus(settings.deadline(incident.severity())),
                now,
                null,
                null,
                null,
                null);
    }
}
