package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.TransitionTable;
import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.message.OfferState;
import io.citywatch.model.registry.Responder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DispatchTablesTest {
    @Test
    void allowsExactlyTheWrittenTransitionsOfAnOffer() {
        String ends = "ACCEPTED DECLINED EXPIRED WITHDRAWN";
        TransitionTable.check(
                OfferStep.values(),
                OfferStep::mayBecome,
                Map.of(
                        OfferStep.QUEUED,
                        "SENT DELIVERED SEEN " + ends,
                        OfferStep.SENT,
                        "DELIVERED SEEN " + ends,
                        OfferStep.DELIVERED,
                        "SEEN " + ends,
                        OfferStep.SEEN,
                        ends,
                        OfferStep.ACCEPTED,
                        "",
                        OfferStep.DECLINED,
                        "",
                        OfferStep.EXPIRED,
                        "",
                        OfferStep.WITHDRAWN,
                        ""));
    }

    @Test
    void allowsExactlyTheWrittenTransitionsOfAnAssignment() {
        String ends = " CLEARED RECALLED HANDED_OVER";
        TransitionTable.check(
                AssignmentState.values(),
                AssignmentState::mayBecome,
                Map.of(
                        AssignmentState.ASSIGNED,
                        "EN_ROUTE ARRIVED LATE LOST" + ends,
                        AssignmentState.EN_ROUTE,
                        "ARRIVED LATE LOST" + ends,
                        AssignmentState.LATE,
                        "EN_ROUTE ARRIVED LOST" + ends,
                        AssignmentState.LOST,
                        "EN_ROUTE ARRIVED LATE" + ends,
                        AssignmentState.ARRIVED,
                        "CLEARED RECALLED HANDED_OVER",
                        AssignmentState.CLEARED,
                        "",
                        AssignmentState.RECALLED,
                        "",
                        AssignmentState.HANDED_OVER,
                        ""));
    }

    @Test
    void showsEveryWaitingOfferAsOffered() {
        for (OfferStep step : OfferStep.values()) {
            assertThat(step.wire() == OfferState.OFFERED).as(step.name()).isEqualTo(step.isPending());
        }
    }

    @Test
    void wantsWhatTheRunCardsSay() {
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        wanted.put("elder sos", roles(card(IncidentKind.ELDER_EMERGENCY, Severity.P1, Rule.E1)));
        wanted.put("elder lost", roles(card(IncidentKind.ELDER_EMERGENCY, Severity.P2, Rule.E10)));
        wanted.put("elder silent", roles(card(IncidentKind.ELDER_EMERGENCY, Severity.P2, Rule.E3)));
        wanted.put("many presses", roles(card(IncidentKind.ELDER_WELFARE, Severity.P3, Rule.E9)));
        wanted.put("single smoke", roles(card(IncidentKind.FIRE, Severity.P1, Rule.S1)));
        wanted.put("heat alone", roles(card(IncidentKind.FIRE, Severity.P2, Rule.T2)));
        wanted.put("two detectors", roles(card(IncidentKind.FIRE, Severity.P1, Rule.S1, Rule.S5)));
        wanted.put("fire seen", roles(card(IncidentKind.FIRE, Severity.P1, Rule.T1)));
        wanted.put("theft", roles(card(IncidentKind.THEFT, Severity.P1, Rule.R1)));
        wanted.put("clone", roles(card(IncidentKind.CLONED_TAG, Severity.P3, Rule.R6)));
        wanted.put("forbidden zone", roles(card(IncidentKind.SUSPICIOUS_RIDE, Severity.P3, Rule.R12)));
        wanted.put("wrong way", roles(card(IncidentKind.WRONG_WAY, Severity.P3, Rule.R7)));
        wanted.put("outage", roles(card(IncidentKind.OUTAGE, Severity.P2, Rule.D4)));
        wanted.put("fault", roles(card(IncidentKind.DEVICE_FAULT, Severity.P3, Rule.S7)));
        wanted.put("unreadable", roles(card(IncidentKind.UNREADABLE_ALARM, Severity.P2, Rule.D3)));
        wanted.put("base silent", roles(card(IncidentKind.ELDER_DEVICE, Severity.P2, Rule.E7)));
        wanted.put("on battery", roles(card(IncidentKind.ELDER_DEVICE, Severity.P3, Rule.E5)));
        wanted.put("note", roles(card(IncidentKind.ELDER_DEVICE, Severity.P4, Rule.E5)));
        wanted.put("responder safety", roles(card(IncidentKind.RESPONDER_SAFETY, Severity.P1)));
        wanted.put("service", roles(card(IncidentKind.SERVICE, Severity.P4, Rule.E11)));

        Map<String, List<String>> expected = new LinkedHashMap<>();
        expected.put("elder sos", List.of("volunteer", "community-worker"));
        expected.put("elder lost", List.of("volunteer", "community-worker"));
        expected.put("elder silent", List.of("volunteer", "community-worker"));
        expected.put("many presses", List.of("community-worker"));
        expected.put("single smoke", List.of("community-worker"));
        expected.put("heat alone", List.of("community-worker"));
        expected.put("two detectors", List.of("community-worker", "fire", "volunteer", "volunteer", "officer"));
        expected.put("fire seen", List.of("community-worker", "fire", "volunteer", "volunteer", "officer"));
        expected.put("theft", List.of("officer", "officer", "officer"));
        expected.put("clone", List.of());
        expected.put("forbidden zone", List.of());
        expected.put("wrong way", List.of());
        expected.put("outage", List.of("maintenance"));
        expected.put("fault", List.of("maintenance"));
        expected.put("unreadable", List.of("community-worker"));
        expected.put("base silent", List.of("community-worker"));
        expected.put("on battery", List.of("maintenance"));
        expected.put("note", List.of());
        expected.put("responder safety", List.of("officer", "volunteer"));
        expected.put("service", List.of());
        assertThat(wanted).isEqualTo(expected);
    }

    @Test
    void addsPeopleAtTheSecondLevelOfEveryKindThatIsDispatched() {
        for (Rule rule : Rule.values()) {
            IncidentKind kind = IncidentKind.of(rule);
            RunCard card = card(kind, Severity.P1, rule);
            boolean isForNobody = Set.of(IncidentKind.SERVICE, IncidentKind.KNOWN_HEAT, IncidentKind.PARKING)
                    .contains(kind);
            assertThat(isForNobody || card.upTo(2).size() > card.upTo(1).size())
                    .as(rule.name())
                    .isTrue();
        }
    }

    private static RunCard card(IncidentKind kind, Severity severity, Rule... rules) {
        return RunCard.of(kind, Stream.of(rules).map(Rule::name).toList(), severity);
    }

    private static List<String> roles(RunCard card) {
        return card.upTo(1).stream().map(one -> one.role().text()).toList();
    }

    @Test
    void letsNobodyStandInWhereAnOfficeOrAToolIsNeeded() {
        for (Reach reach : Reach.values()) {
            assertThat(Stream.of(Responder.Role.values())
                            .filter(role -> reach.standInsFor(role).isEmpty())
                            .toList())
                    .as(reach.name())
                    .containsExactly(Responder.Role.OFFICER, Responder.Role.MAINTENANCE);
        }
    }

    @Test
    void goesFurtherStepByStep() {
        Responder.Role helper = Responder.Role.COMMUNITY_WORKER;
        assertThat(Reach.NEAREST.standInsFor(helper)).containsExactly(Responder.Role.VOLUNTEER);
        Reach reach = Reach.NEAREST;
        while (reach != Reach.ALL) {
            Reach next = reach.next();
            assertThat(next).isNotEqualTo(reach);
            assertThat(next.standInsFor(helper)).containsAll(reach.standInsFor(helper));
            assertThat(next.travelSeconds()).isGreaterThan(reach.travelSeconds());
            assertThat(next.most(7)).isGreaterThanOrEqualTo(reach.most(7));
            reach = next;
        }
        assertThat(Reach.ALL.next()).isEqualTo(Reach.ALL);
        assertThat(Reach.ALL.standInsFor(helper)).containsExactlyInAnyOrder(Responder.Role.values());
    }

    @Test
    void pinsTheDefaults() {
        assertThat(DispatchSettings.DEFAULTS)
                .isEqualTo(new DispatchSettings(
                        3,
                        7,
                        30,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(10)));
        assertThat(DispatchSettings.DEFAULTS.deadline(Severity.P1)).isEqualTo(Duration.ofSeconds(30));
        assertThat(DispatchSettings.DEFAULTS.deadline(Severity.P2)).isEqualTo(Duration.ofSeconds(60));
        assertThat(DispatchSettings.DEFAULTS.deadline(Severity.P3)).isEqualTo(Duration.ofMinutes(15));
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new DispatchSettings(0, 7, 30, second, second, second, second, second, second))
                .hasMessage("wave: 0 (expected: 1-20)");
        assertThatThrownBy(() -> new DispatchSettings(3, 2, 30, second, second, second, second, second, second))
                .hasMessage("crowded-wave: 2 (expected: 3-20)");
    }

    @Test
    void pinsHowLongItWaitsForPeople() {
        assertThat(Patience.DEFAULTS)
                .isEqualTo(new Patience(
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(3),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(60)));
    }

    @Test
    void holdsNoAlarmLongerThanNinetySeconds() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new Patience(
                        Duration.ofSeconds(91), second, second, second, second, second, second, second, second))
                .hasMessage("hold: PT1M31S (expected: at most 90 s, since it may be a fire)");
    }

    @Test
    void refusesToWatchPeopleInWaysThatCannotBe() {
        assertThatThrownBy(() -> watch(60, 60, 0.3, 80)).hasMessage("recall: PT1M (expected: above nudge, PT1M)");
        assertThatThrownBy(() -> watch(60, 90, -0.1, 80)).hasMessage("late-share: -0.1 (expected: 0-10)");
        assertThatThrownBy(() -> watch(60, 90, 0.3, 0))
                .hasMessage("there-meters: 0.0 (expected: above 0, at most 1000)");
    }

    private static WatchSettings watch(int nudge, int recall, double lateShare, double thereMeters) {
        Duration minute = Duration.ofMinutes(1);
        return new WatchSettings(
                minute,
                Duration.ofSeconds(nudge),
                Duration.ofSeconds(recall),
                minute,
                minute,
                lateShare,
                30,
                thereMeters,
                minute,
                minute,
                minute,
                minute);
    }

    @Test
    void pinsHowWhoeverAcceptedIsLookedAfter() {
        assertThat(WatchSettings.DEFAULTS)
                .isEqualTo(new WatchSettings(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(2),
                        0.3,
                        30,
                        80,
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(20),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(2)));
    }

    @Test
    void showsTheSameCellToEverybodyInIt() {
        Position cell = OfferWire.cellOf(City.CENTRE);
        assertThat(OfferWire.cellOf(cell)).isEqualTo(cell);
        for (int i = 0; i < 1_000; i++) {
            Position place = City.at(i * 37 % 5_000, i * 91 % 5_000);
            assertThat(OfferWire.cellOf(place).metersTo(place)).isLessThan(354);
        }
    }
}
