package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.incident.IncidentState;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is under control needs no more people, and is not yet closed. */
class ControlledIT {
    private CoreUnderTest test;

    @BeforeEach
    void open() {
        test = CoreUnderTest.ofADistrict();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void withdrawsWhatIsOpenAndAsksNobodyMore() {
        test.press("terminal");
        test.answer("volunteer-0", OfferAction.ACCEPT);
        int asked = test.detail().offers().size();

        assertThat(controlled("stable")).isEqualTo(Outcome.done());

        assertThat(test.only().state()).isEqualTo(IncidentState.CONTROLLED);
        assertThat(test.offered()).isEmpty();
        assertThat(test.told("worker-0", OfferState.WITHDRAWN)).isNotEmpty();
        assertThat(test.detail().assignments())
                .extracting(IncidentDetail.AssignmentLine::state)
                .containsExactly("ASSIGNED");
        assertThat(CoreUnderTest.what(test.detail())).contains("under control: stable");
        test.answer("volunteer-0", OfferAction.CLEARED);
        test.pass(Duration.ofMinutes(5));
        assertThat(test.detail().offers()).hasSize(asked);
        assertThat(controlled("")).isEqualTo(Outcome.done());
        assertThat(CoreUnderTest.what(test.detail()).stream().filter(line -> line.startsWith("under control")))
                .hasSize(1);
    }

    @Test
    void asksAgainWhenALevelIsStruckOrMoreComes() {
        test.press("terminal");
        assertThat(controlled("")).isEqualTo(Outcome.done());
        test.press("terminal");
        assertThat(test.only().state()).isEqualTo(IncidentState.DISPATCHING);
        assertThat(test.offered()).isNotEmpty();

        assertThat(controlled("")).isEqualTo(Outcome.done());
        assertThat(test.offered()).isEmpty();
        test.core.incidentDesk().level(test.only().id(), 1, CoreUnderTest.OPERATOR);
        assertThat(test.only().state()).isEqualTo(IncidentState.DISPATCHING);
        assertThat(test.offered()).isNotEmpty();
    }

    @Test
    void isSaidByAResponderWhoIsBoundByItAndByNoOther() {
        test.press("terminal");
        test.answer("volunteer-0", OfferAction.ACCEPT);
        String id = test.only().id();

        assertThat(test.core.incidentDesk().controlled(id, "", CoreUnderTest.by("worker-0")))
                .isEqualTo(Outcome.notFound());
        assertThat(test.only().state()).isEqualTo(IncidentState.DISPATCHING);
        assertThat(test.core.incidentDesk().controlled(id, "", CoreUnderTest.by("volunteer-0")))
                .isEqualTo(Outcome.done());

        assertThat(test.only().state()).isEqualTo(IncidentState.CONTROLLED);
    }

    @Test
    void cannotBeSaidOfWhatIsHeldOrClosed() {
        test.take(test.smokeOf("smoke-1"));
        assertThat(controlled("")).isInstanceOf(Outcome.Conflict.class);
        test.closeIncident();
        assertThat(controlled("")).isInstanceOf(Outcome.Conflict.class);
    }

    private Outcome controlled(String reason) {
        return test.core.incidentDesk().controlled(test.only().id(), reason, CoreUnderTest.OPERATOR);
    }
}
