package io.citywatch.model.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.telemetry.TelemetryKind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeasurementTest {
    @ParameterizedTest
    @EnumSource(TelemetryKind.class)
    void keepsEachKindInATableOfItsOwn(TelemetryKind kind) {
        Measurement measurement = Measurement.of(kind);

        assertThat(measurement.kind()).contains(kind);
        assertThat(measurement.table()).isEqualTo(kind.text().replace('-', '_'));
    }

    @ParameterizedTest
    @EnumSource(Measurement.class)
    void namesEachFieldOnce(Measurement measurement) {
        assertThat(measurement.fields())
                .extracting(Measurement.Field::name)
                .doesNotHaveDuplicates()
                .doesNotContain(measurement.tag(), "timestamp", "time");
    }

    /** A second tag of many values would make a series of each pair. */
    @Test
    void tagsByVehicleOnlyWhereVehiclesAreSeen() {
        assertThat(Arrays.stream(Measurement.values()).filter(one -> one.tag().equals("tag_id")))
                .containsExactly(Measurement.TAG_SIGHTINGS);
    }
}
