package io.citywatch.alerts.incident;

import static io.citywatch.alerts.incident.IncidentState.CANCELLED;
import static io.citywatch.alerts.incident.IncidentState.CLOSED;
import static io.citywatch.alerts.incident.IncidentState.CONTROLLED;
import static io.citywatch.alerts.incident.IncidentState.DISPATCHING;
import static io.citywatch.alerts.incident.IncidentState.EN_ROUTE;
import static io.citywatch.alerts.incident.IncidentState.HELD;
import static io.citywatch.alerts.incident.IncidentState.MERGED;
import static io.citywatch.alerts.incident.IncidentState.NEW;
import static io.citywatch.alerts.incident.IncidentState.ON_SCENE;
import static io.citywatch.alerts.incident.IncidentState.REOPENED;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.testing.TransitionTable;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IncidentStateTest {
    @Test
    void allowsExactlyTheWrittenTransitions() {
        TransitionTable.check(
                IncidentState.values(),
                IncidentState::mayBecome,
                Map.of(
                        NEW, "HELD DISPATCHING CLOSED MERGED CANCELLED",
                        HELD, "DISPATCHING CLOSED MERGED CANCELLED",
                        DISPATCHING, "EN_ROUTE ON_SCENE CONTROLLED CLOSED MERGED CANCELLED",
                        EN_ROUTE, "DISPATCHING ON_SCENE CONTROLLED CLOSED MERGED CANCELLED",
                        ON_SCENE, "DISPATCHING EN_ROUTE CONTROLLED CLOSED MERGED CANCELLED",
                        CONTROLLED, "DISPATCHING CLOSED MERGED CANCELLED",
                        CLOSED, "REOPENED",
                        MERGED, "REOPENED",
                        CANCELLED, "",
                        REOPENED, "DISPATCHING EN_ROUTE ON_SCENE CONTROLLED CLOSED MERGED CANCELLED"));
    }

    @Test
    void callsOpenWhatIsNeitherClosedNorMergedNorCancelled() {
        assertThat(Arrays.stream(IncidentState.values()).filter(state -> !state.isOpen()))
                .containsExactlyInAnyOrder(CLOSED, MERGED, CANCELLED);
    }

    @Test
    void masksOnlyTheNamesOfPersons() {
        assertThat(new IncidentSubject("person", "p", "李娜", null).maskedName()).isEqualTo("李*");
        assertThat(new IncidentSubject("person", "p", "陈美玲", null).maskedName()).isEqualTo("陈**");
        assertThat(new IncidentSubject("person", "p", "李", null).maskedName()).isEqualTo("李*");
        assertThat(new IncidentSubject("place", "p", "阳光大厦", null).maskedName()).isEqualTo("阳光大厦");
        assertThat(new IncidentSubject("device", "p", null, null).maskedName()).isNull();
        assertThat(new IncidentSubject("vehicle", "粤D12345", "粤D12345", null).maskedName())
                .isEqualTo("粤D***45");
        assertThat(new IncidentSubject("vehicle", "AB1", "AB1", null).maskedName())
                .isEqualTo("***");
    }
}
