package io.citywatch.alerts.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.access.PoliceMatter;
import io.citywatch.alerts.incident.IncidentKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PoliceMatterTest {
    @Test
    void isOfStolenGuardedAndClonedVehiclesAlone() {
        assertThat(IncidentKind.OF_THE_POLICE)
                .containsExactlyInAnyOrder(
                        IncidentKind.THEFT,
                        IncidentKind.SUSPICIOUS_RIDE,
                        IncidentKind.DEN,
                        IncidentKind.PARKING,
                        IncidentKind.TAG_FAULT,
                        IncidentKind.CLONED_TAG,
                        IncidentKind.WRONG_WAY);
    }

    @ParameterizedTest
    @EnumSource(IncidentKind.class)
    void givesThePoliceTheSameKindsInEventsAsInLists(IncidentKind kind) {
        assertThat(PoliceMatter.is(kind.text())).isEqualTo(IncidentKind.OF_THE_POLICE.contains(kind));
    }
}
