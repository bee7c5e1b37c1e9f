package io.citywatch.model.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Position;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
