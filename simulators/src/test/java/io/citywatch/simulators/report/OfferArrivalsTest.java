package io.citywatch.simulators.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OfferArrivalsTest {
    private final OfferArrivals arrivals = new OfferArrivals();

    @Test
    void findsTheFirstArrivalAtOrAfterTheTime() {
        arrivals.arrived("i1", 300);
        arrivals.arrived("i1", 100);
        arrivals.arrived("i1", 200);

        assertThat(arrivals.firstSince("i1", 0)).hasValue(100);
        assertThat(arrivals.firstSince("i1", 200)).hasValue(200);
        assertThat(arrivals.firstSince("i1", 201)).hasValue(300);
        assertThat(arrivals.firstSince("i1", 301)).isEmpty();
    }

    @Test
    void incidentsDoNotMix() {
        arrivals.arrived("i1", 100);
        arrivals.arrived("i2", 50);

        assertThat(arrivals.firstSince("i1", 0)).hasValue(100);
        assertThat(arrivals.firstSince("i3", 0)).isEmpty();
        assertThat(arrivals.incidents()).isEqualTo(2);
        assertThat(arrivals.knows("i2")).isTrue();
        assertThat(arrivals.knows("i3")).isFalse();
    }
}
