package io.citywatch.model.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class QuestTablesTest {
    @Test
    void aTableHasItsTimeItsTagAndAColumnAFieldAndKeepsAPointOnce() {
        assertThat(QuestTables.create(Measurement.SMOKE))
                .isEqualTo("CREATE TABLE IF NOT EXISTS \"smoke\" (\"timestamp\" TIMESTAMP_NS, \"device\" SYMBOL,"
                        + " \"obscuration\" DOUBLE, \"temperature\" DOUBLE, \"co\" DOUBLE, \"battery\" DOUBLE,"
                        + " \"alarm\" INT, \"faults\" VARCHAR) TIMESTAMP(\"timestamp\") PARTITION BY DAY WAL"
                        + " DEDUP UPSERT KEYS(\"timestamp\", \"device\")");
    }

    @Test
    void eachMeasurementHasAStatement() {
        assertThat(QuestTables.createAll()).hasSameSizeAs(Measurement.values()).doesNotHaveDuplicates();
    }

    @Test
    void aTableIsKeptForWholeDays() {
        assertThat(QuestTables.keep(Measurement.TAG_SIGHTINGS, 30))
                .isEqualTo("ALTER TABLE \"tag_sightings\" SET TTL 30 DAYS");
        assertThatIllegalArgumentException().isThrownBy(() -> QuestTables.keep(Measurement.SMOKE, 0));
    }
}
