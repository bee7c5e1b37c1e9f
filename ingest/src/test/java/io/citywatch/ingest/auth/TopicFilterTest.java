package io.citywatch.ingest.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicFilterTest {
    @ParameterizedTest
    @CsvSource({
        "a/b, a/b, true",
        "a/b, a/b/c, false",
        "a/b/c, a/b, false",
        "a/+, a/b, true",
        "a/+, a, false",
        "a/+, a/b/c, false",
        "+/b, a/b, true",
        "a/#, a/b/c, true",
        "a/#, a, true",
        "a/#, b, false",
        "#, a/b, true",
        "a/+/c, a//c, true"
    })
    void matchesLevelByLevel(String filter, String topic, boolean matches) {
        assertThat(TopicFilter.of(filter).matches(topic)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, true",
        "a/+/b, true",
        "a/#, true",
        "#, true",
        "'', false",
        "a/#/b, false",
        "a#, false",
        "a+/b, false",
        "a/b#, false"
    })
    void knowsAWellFormedFilter(String filter, boolean valid) {
        assertThat(TopicFilter.of(filter).isValid()).isEqualTo(valid);
    }
}
