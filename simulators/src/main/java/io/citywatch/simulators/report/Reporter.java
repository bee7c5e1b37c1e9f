package io.citywatch.simulators.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.detection.Rule;
import io.citywatch.simulators.SimulationFailure;
import io.citywatch.simulators.platform.PlatformApi;
import io.citywatch.simulators.script.Happening;
import io.citywatch.simulators.script.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Asks the API what came of each scene, what came of nothing, and matches presses with offers. */
public final class Reporter {
    /** Clocks of one machine; a millisecond of rounding either way. */
    private static final Duration ROUNDING = Duration.ofMillis(2);

    private static final List<String> FAMILIES = List.of("vehicle", "smoke", "elder", "thermal", "device");

    private final PlatformApi api;
    private final OfferArrivals arrivals;
    private final Set<String> reserved;
    private final Instant since;

    /**
     * @param reserved devices and plates that are left to others: what they raise is not ours
     * @param since when this run began
     */
    public Reporter(PlatformApi api, OfferArrivals arrivals, Set<String> reserved, Instant since) {
        this.api = api;
        this.arrivals = arrivals;
        this.reserved = Set.copyOf(reserved);
        this.since = since;
    }

    public SimulationReport report(List<Happening> happened, SimulationReport.Commands commands) {
        List<Raised> raised = incidents();
        List<SimulationReport.Outcome> truths = new ArrayList<>();
        List<Long> pressToOffer = new ArrayList<>();
        Map<Rule, int[]> counts = new EnumMap<>(Rule.class);
        for (Happening happening : happened) {
            List<Raised> about = about(happening, happened, raised);
            Set<Rule> missed = EnumSet.noneOf(Rule.class);
            for (Rule rule : happening.scene().expected()) {
                boolean found = about.stream().anyMatch(one -> one.rules().contains(rule.name()));
                count(counts, rule)[found ? 1 : 2]++;
                count(counts, rule)[0]++;
                if (!found) {
                    missed.add(rule);
                }
            }
            truths.add(new SimulationReport.Outcome(
                    happening, missed.isEmpty() && isInnocent(happening, happened, about), missed));
            if (happening.scene() == Scene.PRESS) {
                firstOffer(happening, about).ifPresent(nanos -> pressToOffer.add(nanos - happening.nanos()));
            }
        }
        List<String> surplus = surplus(raised, happened, counts);
        Map<Rule, SimulationReport.Counts> rules = new EnumMap<>(Rule.class);
        counts.forEach(
                (rule, count) -> rules.put(rule, new SimulationReport.Counts(count[0], count[1], count[2], count[3])));
        return new SimulationReport(
                Samples.ofNanos(pressToOffer), List.copyOf(truths), rules, families(), commands, surplus);
    }

    private static int[] count(Map<Rule, int[]> counts, Rule rule) {
        return counts.computeIfAbsent(rule, unused -> new int[4]);
    }

    /**
     * What came of this scene: what was opened after it and before the device's next scene, and what was open already,
     * such as a fire next door, and was fed by it.
     */
    private List<Raised> about(Happening happening, List<Happening> happened, List<Raised> raised) {
        Instant from = happening.at().minus(ROUNDING);
        Instant until = happened.stream()
                .filter(other -> other.device().equals(happening.device()))
                .map(other -> other.at().minus(ROUNDING))
                .filter(from::isBefore)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        List<Raised> about = new ArrayList<>();
        for (Raised one : raised) {
            if (!one.openedAt().isBefore(until) || !(one.concerns(happening) || isOutageOf(one, happening))) {
                continue;
            }
            if (!one.openedAt().isBefore(from)) {
                about.add(one);
            } else if (!happening.scene().expected().isEmpty()) {
                about.add(one.with(fed(one, from, until)));
            }
        }
        return about;
    }

    /** The rules whose detections in an incident are of that time. */
    private Set<String> fed(Raised incident, Instant from, Instant until) {
        Set<String> rules = new TreeSet<>();
        for (JsonNode detection : api.get("/incidents/" + incident.id()).body().path("detections")) {
            Instant at = Instant.ofEpochMilli(detection.path("at").asLong());
            if (!at.isBefore(from) && at.isBefore(until)) {
                rules.add(detection.path("rule").asText());
            }
        }
        return rules;
    }

    /** An outage's subject is a place with a name of its own: it is told by its time. */
    private static boolean isOutageOf(Raised raised, Happening happening) {
        return happening.scene() == Scene.POWER_CUT
                && raised.rules().contains(Rule.D4.name())
                && raised.openedAt().isAfter(happening.at().minus(ROUNDING))
                && raised.openedAt().isBefore(happening.at().plusSeconds(Scene.POWER_CUT.seconds()));
    }

    /** Where nothing may be noticed nothing was, but for what another scene explains, such as a power cut. */
    private static boolean isInnocent(Happening happening, List<Happening> happened, List<Raised> about) {
        Instant end = happening.at().plusSeconds(happening.scene().seconds());
        return !happening.scene().expected().isEmpty()
                || about.stream()
                        .filter(one -> one.openedAt().isBefore(end))
                        .allMatch(one -> one.rules().stream()
                                .allMatch(rule -> happened.stream().anyMatch(other -> isReasonFor(other, one, rule))));
    }

    private List<String> surplus(List<Raised> raised, List<Happening> happened, Map<Rule, int[]> counts) {
        List<String> surplus = new ArrayList<>();
        for (Raised one : raised) {
            for (String rule : new TreeSet<>(one.rules())) {
                if (happened.stream().noneMatch(happening -> isReasonFor(happening, one, rule))) {
                    count(counts, Rule.valueOf(rule))[3]++;
                    surplus.add(rule + " in " + one.kind() + " " + one.id() + " about " + new TreeSet<>(one.about())
                            + " at " + one.openedAt());
                }
            }
        }
        surplus.addAll(unseen(counts));
        return surplus;
    }

    private static boolean isReasonFor(Happening happening, Raised raised, String rule) {
        Rule known = Rule.valueOf(rule);
        boolean rightRule = happening.scene().expected().contains(known)
                || happening.scene().tolerated().contains(known);
        return rightRule && (raised.concerns(happening) || isOutageOf(raised, happening));
    }

    /** Rules that were raised by the platform's own count, but that no scene and no incident tells of. */
    private List<String> unseen(Map<Rule, int[]> counts) {
        List<String> unseen = new ArrayList<>();
        api.get("/statistics").body().path("rules").properties().forEach(entry -> {
            Rule rule = Rule.valueOf(entry.getKey());
            if (entry.getValue().asLong() > 0 && !counts.containsKey(rule) && reserved.isEmpty()) {
                unseen.add(rule + " was raised " + entry.getValue().asLong() + " times, in no incident");
            }
        });
        return unseen;
    }

    /** All that were opened in this run and are not about what is reserved. */
    private List<Raised> incidents() {
        List<Raised> all = new ArrayList<>();
        String after = "";
        while (true) {
            String path = "/incidents?limit=1000" + after;
            PlatformApi.Answer answer = api.get(path);
            if (!answer.isGood()) {
                throw new SimulationFailure("GET " + path + ": " + answer.status() + " " + answer.body());
            }
            boolean older = false;
            for (JsonNode item : answer.body().path("items")) {
                Raised raised = Raised.of(item);
                older |= raised.openedAt().isBefore(since);
                if (!raised.openedAt().isBefore(since)
                        && raised.about().stream().noneMatch(reserved::contains)) {
                    all.add(raised);
                }
            }
            String next = answer.body().path("next").asText();
            if (next.isEmpty() || older) {
                return all;
            }
            after = "&after=" + PlatformApi.encoded(next);
        }
    }

    private Map<String, SimulationReport.Family> families() {
        JsonNode counts = api.get("/statistics").body().path("families");
        Map<String, SimulationReport.Family> families = new LinkedHashMap<>();
        for (String name : FAMILIES) {
            JsonNode family = counts.path(name);
            families.put(
                    name,
                    new SimulationReport.Family(
                            family.path("incidents").asLong(),
                            family.path("offers").asLong(),
                            family.path("accepted").asLong(),
                            family.path("resolved").asLong()));
        }
        return families;
    }

    private OptionalLong firstOffer(Happening press, List<Raised> incidents) {
        return incidents.stream()
                .map(incident -> arrivals.firstSince(incident.id(), press.nanos()))
                .flatMapToLong(OptionalLong::stream)
                .min();
    }
}
