package io.citywatch.alerts.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpStatus;
import io.citywatch.model.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "lat: 91.0 (expected: -90 to 90 degrees) | lat | 91.0 | -90 to 90 degrees",
                "id: missing | id | missing | a valid value",
                "tag: 'a: b' (expected: upper-case hex) | tag | 'a: b' | upper-case hex",
                "something else | request | something else | what the description of the API says"
            })
    void takesAMessageApart(String message, String what, String value, String expectation) {
        assertThat(Problem.ofMessage(HttpStatus.BAD_REQUEST, message))
                .isEqualTo(new Problem(HttpStatus.BAD_REQUEST, what, value, expectation));
    }

    @Test
    void isADocumentOfRfc9457() throws Exception {
        JsonNode document = Json.mapper()
                .readTree(Problem.badRequest("limit", "0", "1 to 1000").json().array());

        assertThat(document.toString())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                        + "\"detail\":\"limit: 0 (expected: 1 to 1000)\",\"what\":\"limit\",\"value\":\"0\","
                        + "\"expectation\":\"1 to 1000\"}");
    }

    @Test
    void doesNotRepeatALongValue() {
        assertThat(Problem.badRequest("body", "x".repeat(10_000), "less").value())
                .hasSize(203)
                .endsWith("...");
    }
}
