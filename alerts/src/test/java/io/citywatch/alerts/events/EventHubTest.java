package io.citywatch.alerts.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventHubTest {
    private final EventHub hub = new EventHub("boot", 4);

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            hub.publish(LiveEvents.INCIDENT, Map.of("id", "i" + i));
        }
    }

    private List<Long> numbers(long after) {
        return hub.after(after).events().stream().map(Event::number).toList();
    }

    @Test
    void givesWhatCameAfterAPlace() {
        publish(3);

        assertThat(numbers(0)).containsExactly(1L, 2L, 3L);
        assertThat(numbers(2)).containsExactly(3L);
        assertThat(numbers(3)).isEmpty();
        assertThat(hub.after(3).lost()).isFalse();
    }

    @Test
    void knowsWhatTheRingNoLongerHolds() {
        publish(6);

        assertThat(hub.after(1).lost()).isTrue();
        assertThat(hub.after(2).lost()).isFalse();
        assertThat(numbers(2)).containsExactly(3L, 4L, 5L, 6L);
    }

    @Test
    void aPlaceInTheFutureIsLost() {
        publish(1);

        assertThat(hub.after(2).lost()).isTrue();
    }

    @Test
    void readsItsOwnIdsAndNoOthers() {
        assertThat(hub.numberOf(hub.idOf(7))).hasValue(7);
        assertThat(hub.numberOf("other-7")).isEmpty();
        assertThat(hub.numberOf("boot-x")).isEmpty();
        assertThat(hub.numberOf("boot")).isEmpty();
    }

    @Test
    void whatCannotBeWrittenIsDroppedAndHarmsNobody() {
        hub.publish(LiveEvents.INCIDENT, new Object());
        publish(1);

        assertThat(numbers(0)).containsExactly(1L);
    }
}
