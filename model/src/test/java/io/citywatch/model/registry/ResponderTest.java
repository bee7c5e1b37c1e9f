package io.citywatch.model.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Position;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponderTest {
    @Test
    void walksWithoutSkillsUnlessToldOtherwise() {
        Responder responder =
                new Responder("r-1", "林志强", List.of(Responder.Role.FIRE), null, null, 23.3541, 116.6822, null);

        assertThat(responder.skills()).isEmpty();
        assertThat(responder.mode()).isEqualTo(Responder.Mode.FOOT);
        assertThat(responder.mode().metersPerSecond()).isEqualTo(1.4);
        assertThat(responder.position()).isEqualTo(new Position(23.3541, 116.6822));
    }

    /** 2026-11-23 is a Monday. */
    @ParameterizedTest(name = "day {0}, {1} to {2}, at {3}: {4}")
    @CsvSource({
        "1, 08:00, 18:00, 2026-11-23T08:00, true",
        "1, 08:00, 18:00, 2026-11-23T07:59, false",
        "1, 08:00, 18:00, 2026-11-23T18:00, false",
        "1, 08:00, 18:00, 2026-11-24T12:00, false",
        "7, 22:00, 06:00, 2026-11-23T05:59, true",
        "7, 22:00, 06:00, 2026-11-23T06:00, false",
        "1, 22:00, 06:00, 2026-11-23T22:00, true",
        "1, 22:00, 06:00, 2026-11-23T05:00, false",
        "1, 00:00, 00:00, 2026-11-23T13:00, true"
    })
    void servesInItsShifts(int day, String from, String to, LocalDateTime local, boolean serves) {
        Responder responder = new Responder(
                "r-1",
                "林志强",
                List.of(Responder.Role.FIRE),
                null,
                null,
                23.3541,
                116.6822,
                null,
                null,
                List.of(new Responder.Shift(List.of(day), from, to)));

        assertThat(responder.servesAt(local)).isEqualTo(serves);
    }

    @Test
    void servesAlwaysWithoutShifts() {
        Responder responder =
                new Responder("r-1", "林志强", List.of(Responder.Role.FIRE), null, null, 23.3541, 116.6822, null);

        assertThat(responder.servesAt(LocalDateTime.parse("2026-11-23T03:00"))).isTrue();
    }
}
