package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.TransitionTable;
import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.message.OfferState;
import io.citywatch.model.registry.Responder;
import java.time.Duration;
import java.util.Map;
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
        assertThat(RunCard.of(IncidentKind.ELDER_EMERGENCY).upTo(1))
                .containsExactly(
                        new RunCard.Requirement(1, Responder.Role.VOLUNTEER, "first-aid"),
                        new RunCard.Requirement(1, Responder.Role.COMMUNITY_WORKER, null));
        assertThat(RunCard.of(IncidentKind.FIRE).upTo(1))
                .containsExactly(new RunCard.Requirement(1, Responder.Role.COMMUNITY_WORKER, null));
        for (IncidentKind kind : IncidentKind.values()) {
            assertThat(RunCard.of(kind).upTo(2))
                    .hasSizeGreaterThan(RunCard.of(kind).upTo(1).size());
        }
    }

    @Test
    void pinsTheDefaults() {
        assertThat(DispatchSettings.DEFAULTS)
                .isEqualTo(new DispatchSettings(
                        3,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(10)));
        assertThat(DispatchSettings.DEFAULTS.deadline(Severity.P1)).isEqualTo(Duration.ofSeconds(30));
        assertThat(DispatchSettings.DEFAULTS.deadline(Severity.P2)).isEqualTo(Duration.ofSeconds(60));
        assertThatThrownBy(() -> new DispatchSettings(
                        0,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1)))
                .hasMessage("wave: 0 (expected: 1-20)");
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
