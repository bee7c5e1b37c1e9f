package io.citywatch.streaming.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTargetTest {
    @Test
    void theDefaultsArePinned() {
        assertThat(HistoryTarget.of("http://h:9000"))
                .isEqualTo(new HistoryTarget(
                        "http://h:9000", "citywatch", "citywatch", null, null, null, HistoryTarget.Api.V2));
    }

    @Test
    void noSecretIsShown() {
        assertThat(new HistoryTarget("http://h", "o", "b", null, "u", "hush", HistoryTarget.Api.V1).toString()
                        + new HistoryTarget("http://h", "o", "b", "hush", null, null, HistoryTarget.Api.V2))
                .doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "h:9000          | o  | b  | - | - | - | history.url: 'h:9000' (expected: http://host:port)",
                "http:/h         | o  | b  | - | - | - | history.url: 'http:/h' (expected: http://host:port)",
                "http://h?db=x   | o  | b  | - | - | - | history.url: 'http://h?db=x' (expected: http://host:port)",
                "http://h        | '' | b  | - | - | - | history.org: '' (expected: a name)",
                "http://h        | o  | '' | - | - | - | history.bucket: '' (expected: a name)",
                "http://h        | o  | b  | - | u | - | history.user: alone (expected: user and password, or neither)",
                "http://h        | o  | b  | - | - | p | history.user: none (expected: user and password, or neither)",
                "http://h        | o  | b  | t | u | p | history.token: with a user (expected: a token, or user and password)"
            })
    void aTargetThatCannotWorkIsRefusedByName(
            String url, String org, String bucket, String token, String user, String password, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HistoryTarget(url, org, bucket, token, user, password, HistoryTarget.Api.V2))
                .withMessage(message);
    }
}
