package io.citywatch.ingest.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderedAcknowledgementsTest {
    private final List<Integer> sent = new ArrayList<>();
    private final OrderedAcknowledgements acknowledgements = new OrderedAcknowledgements(sent::add);

    @Test
    void keepsTheOrderInWhichTheMessagesCame() {
        var first = acknowledgements.expect(7);
        var second = acknowledgements.expect(3);
        var third = acknowledgements.expect(9);

        assertThat(acknowledgements.settle(second, null)).isTrue();
        assertThat(sent).isEmpty();
        assertThat(acknowledgements.settle(first, null)).isTrue();
        assertThat(sent).containsExactly(7, 3);
        assertThat(acknowledgements.settle(third, null)).isTrue();
        assertThat(sent).containsExactly(7, 3, 9);
    }

    @Test
    void acknowledgesNothingAnyMoreOnceTheLogFailed() {
        var first = acknowledgements.expect(1);
        var second = acknowledgements.expect(2);
        var third = acknowledgements.expect(3);

        assertThat(acknowledgements.settle(first, null)).isTrue();
        assertThat(acknowledgements.settle(second, new IllegalStateException("away")))
                .isFalse();
        assertThat(acknowledgements.settle(third, null)).isFalse();
        assertThat(sent).containsExactly(1);
    }
}
