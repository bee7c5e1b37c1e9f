package io.citywatch.streaming.rules.fusion;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.FusionParameters;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * S6, by place: log odds over what different kinds of devices say of one place within two minutes. Each sort counts once;
 * two smoke alarms are one smoke, unless S5 says that they belong together. Evidence that is missing never lowers it.
 * What a cell judges begins in that cell; of a group across a border the cell of its first founding evidence speaks.
 */
public final class FireFusion implements Serializable {
    /** How evidence names what a place is worth at which nothing was said. */
    public static final String PRIOR = "prior";

    private static final int MOST_KNOWN = 64;
    private static final Comparator<FireEvidence> OLDEST_FIRST =
            Comparator.comparingLong(FireEvidence::at).thenComparing(FireEvidence::detection);
    private static final Comparator<MessageStamp> BY_ARRIVAL =
            Comparator.comparingLong(MessageStamp::receivedAt).thenComparing(MessageStamp::identity);

    private final FusionParameters parameters;
    private final long within;
    private final long quiet;

    public FireFusion(FusionParameters parameters) {
        this.parameters = parameters;
        this.within = parameters.within().toMillis();
        this.quiet = parameters.quiet().toMillis();
    }

    /**
     * What meets around one piece of evidence, and what it comes to.
     *
     * @param sorts that count, each once
     */
    private record Group(
            FireEvidence centre, List<FireEvidence> members, Set<FireEvidence.Sort> sorts, double logOdds) {}

    /** Something is said of a fire in or beside this cell. */
    public Judged<CellEvidence> take(CellEvidence before, PlacedEvidence news, Instant now) {
        List<Detection> detections = new ArrayList<>();
        OpenFire open = before.open();
        long at = news.evidence().at();
        if (open != null && open.quietAt() <= at) {
            detections.add(cleared(open, news.cell(), now)); // event time has not come this far yet
            open = null;
        }
        List<KnownEvidence> known = with(before.known(), news);
        Group group = news.over() ? null : strongest(known);
        if (group != null && group.logOdds() >= parameters.dispatch()) {
            open = tell(open, group, news, detections, now);
        }
        return new Judged<>(remembered(known, open), detections);
    }

    /** Event time came to {@code eventTime}. */
    public Judged<CellEvidence> atEventTime(CellEvidence before, long cell, long eventTime, Instant now) {
        OpenFire open = before.open();
        List<Detection> detections = new ArrayList<>();
        if (open != null && open.quietAt() <= eventTime) {
            detections.add(cleared(open, cell, now));
            open = null;
        }
        List<KnownEvidence> known = before.known().stream()
                .filter(each -> forgottenAt(each.evidence()) > eventTime)
                .toList();
        return new Judged<>(remembered(known, open), detections);
    }

    private @Nullable CellEvidence remembered(List<KnownEvidence> known, @Nullable OpenFire open) {
        if (known.isEmpty() && open == null) {
            return null;
        }
        long wakesAt = open == null ? Long.MAX_VALUE : open.quietAt();
        for (KnownEvidence each : known) {
            wakesAt = Math.min(wakesAt, forgottenAt(each.evidence()));
        }
        return new CellEvidence(List.copyOf(known), open, wakesAt);
    }

    private long forgottenAt(FireEvidence evidence) {
        return evidence.at()
                + (evidence.sort() == FireEvidence.Sort.NUISANCE
                        ? parameters.nuisanceKept().toMillis()
                        : within + 1);
    }

    /** Said again, it counts at the newer time. */
    private static List<KnownEvidence> with(List<KnownEvidence> before, PlacedEvidence news) {
        List<KnownEvidence> known = new ArrayList<>(before);
        boolean stale = false;
        for (KnownEvidence each : before) {
            if (each.evidence().repeats(news.evidence())) {
                stale |= each.evidence().at() > news.evidence().at();
                if (!stale) {
                    known.remove(each);
                }
            }
        }
        if (!stale && !news.over()) {
            known.add(new KnownEvidence(news.own(), news.evidence()));
        }
        return known.size() > MOST_KNOWN ? known.subList(known.size() - MOST_KNOWN, known.size()) : known;
    }

    /** The group with the highest odds that is this cell's to tell; absent if there is none. */
    private @Nullable Group strongest(List<KnownEvidence> known) {
        List<FireEvidence> all = known.stream().map(KnownEvidence::evidence).toList();
        Group best = null;
        for (KnownEvidence each : known) {
            if (each.own() && each.evidence().sort().founds()) {
                Group group = around(each.evidence(), all);
                if ((best == null || group.logOdds() > best.logOdds()) && isOurs(group, known, all)) {
                    best = group;
                }
            }
        }
        return best;
    }

    /** Not ours if it began in another cell, which then sees enough of it to tell it. */
    private boolean isOurs(Group group, List<KnownEvidence> known, List<FireEvidence> all) {
        FireEvidence first = group.members().stream()
                .filter(evidence -> evidence.sort().founds())
                .min(OLDEST_FIRST)
                .orElse(group.centre());
        boolean own =
                known.stream().anyMatch(each -> each.own() && each.evidence().equals(first));
        return own || around(first, all).logOdds() < parameters.dispatch();
    }

    private Group around(FireEvidence centre, List<FireEvidence> all) {
        List<FireEvidence> members = all.stream()
                .filter(other -> centre.place().metersTo(other.place()) <= parameters.nearMeters())
                .filter(other ->
                        other.sort() == FireEvidence.Sort.NUISANCE || Math.abs(other.at() - centre.at()) <= within)
                .toList();
        Set<FireEvidence.Sort> sorts = EnumSet.noneOf(FireEvidence.Sort.class);
        members.forEach(member -> sorts.add(member.sort()));
        if (!speaksAgainst(members)) {
            sorts.remove(FireEvidence.Sort.NUISANCE);
        }
        double logOdds = parameters.prior();
        for (FireEvidence.Sort sort : sorts) {
            logOdds += sort.weightIn(parameters);
        }
        return new Group(centre, members, sorts, logOdds);
    }

    /** A nuisance is one of its own detector: it says nothing of another's smoke. */
    private static boolean speaksAgainst(List<FireEvidence> members) {
        Set<String> smoking = new LinkedHashSet<>();
        Set<String> nuisances = new LinkedHashSet<>();
        for (FireEvidence member : members) {
            if (member.sort() == FireEvidence.Sort.SMOKE) {
                smoking.add(member.newest().device());
            } else if (member.sort() == FireEvidence.Sort.NUISANCE) {
                nuisances.add(member.newest().device());
            }
        }
        return !smoking.isEmpty() && nuisances.containsAll(smoking);
    }

    private OpenFire tell(
            @Nullable OpenFire open, Group group, PlacedEvidence news, List<Detection> detections, Instant now) {
        MessageStamp newest = group.members().stream()
                .map(FireEvidence::newest)
                .max(BY_ARRIVAL)
                .orElse(news.evidence().newest());
        Set<String> causes = new LinkedHashSet<>(open == null ? List.of() : open.causes());
        Set<String> devices = new LinkedHashSet<>(open == null ? List.of() : open.devices());
        for (FireEvidence member : group.members()) {
            if (!member.detection().isEmpty()) {
                causes.add(member.detection());
            }
            causes.addAll(member.restsOn());
            devices.add(member.newest().device());
        }
        double before = open == null ? Double.NEGATIVE_INFINITY : open.logOdds();
        boolean stronger = group.logOdds() > before;
        long revision = group.members().stream()
                .mapToLong(member -> member.newest().loggedAt())
                .max()
                .orElse(newest.loggedAt());
        OpenFire next = new OpenFire(
                open == null ? newest.episodeId(Rule.S6, keyOf(news.cell())) : open.id(),
                open == null ? revision : Math.max(open.revision(), revision),
                Math.max(group.logOdds(), before),
                open == null || stronger ? parts(group) : open.parts(),
                List.copyOf(causes),
                List.copyOf(devices),
                open == null ? group.centre().lat() : open.lat(),
                open == null ? group.centre().lon() : open.lon(),
                newest,
                Math.max(open == null ? 0 : open.quietAt(), news.evidence().at() + quiet));
        if (open == null || stronger || next.causes().size() > open.causes().size()) {
            detections.add(
                    say(next, news.cell(), open == null ? Phase.RAISED : Phase.UPDATED, newest.receivedAt(), now));
        }
        return next;
    }

    private List<String> parts(Group group) {
        List<String> parts = new ArrayList<>();
        parts.add(part(PRIOR, parameters.prior()));
        group.sorts().forEach(sort -> parts.add(part(sort.text(), sort.weightIn(parameters))));
        return List.copyOf(parts);
    }

    private static String part(String name, double weight) {
        return String.format(Locale.ROOT, "%s %+.1f", name, weight);
    }

    private Detection cleared(OpenFire open, long cell, Instant now) {
        OpenFire over = new OpenFire(
                open.id(),
                Math.max(open.revision(), open.quietAt()),
                open.logOdds(),
                open.parts(),
                open.causes(),
                open.devices(),
                open.lat(),
                open.lon(),
                open.newest(),
                open.quietAt());
        return say(over, cell, Phase.CLEARED, open.quietAt(), now);
    }

    private Detection say(OpenFire fire, long cell, Phase phase, long at, Instant now) {
        double probability = 1 / (1 + Math.exp(-fire.logOdds()));
        return new Statement(Rule.S6, phase, fire.id(), Subject.place(keyOf(cell)))
                .devices(fire.devices())
                .causes(fire.causes())
                .position(fire.lat(), fire.lon())
                .fact("probability", Math.round(probability * 1_000) / 1e3)
                .fact("confirmed", fire.logOdds() >= parameters.confirmed())
                .fact("parts", fire.parts())
                .say(fire.revision(), at, fire.newest(), now);
    }

    private static String keyOf(long cell) {
        return "fire-" + Long.toHexString(cell);
    }
}
