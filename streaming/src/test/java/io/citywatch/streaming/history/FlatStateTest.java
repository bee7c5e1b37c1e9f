package io.citywatch.streaming.history;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatStateTest {
    @ParameterizedTest
    @ValueSource(classes = {HistoryPoint.class, ReaderPlace.class, ReaderReads.class, MinuteTally.class})
    void whatTravelsOrIsRememberedNeedsNoKryo(Class<?> type) {
        assertThatCode(() -> PojoTestUtils.assertSerializedAsPojoWithoutKryo(type))
                .doesNotThrowAnyException();
    }
}
