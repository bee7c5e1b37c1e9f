package io.citywatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/mqtt-conformance.md} names tests that exist, and a state for each statement. */
class MqttConformanceTest {
    private static final Path TABLES = Path.of("..", "docs", "mqtt-conformance.md");
    private static final Pattern ROW =
            Pattern.compile("\\| (\\d+\\.\\d+\\.\\d+-\\d+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]*) ?\\| ([^|]*) ?\\|");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Set<String> SHOWN = Set.of("met", "refused");
    private static final Set<String> NOT_SHOWN = Set.of("n/a", "open");
    private static final int LEAST_ROWS = 280;

    private static final Map<String, String> SOURCES = new HashMap<>();
    private static final List<Row> ROWS = new ArrayList<>();

    private record Named(String type, String method) {}

    private record Row(String version, String statement, String state, List<Named> tests) {}

    @BeforeAll
    static void read() throws IOException {
        String version = "";
        for (String line : Files.readAllLines(TABLES)) {
            if (line.startsWith("## ")) {
                version = line.substring(3);
            }
            if (!version.isEmpty() && line.matches("\\| \\d.*")) {
                Matcher row = ROW.matcher(line);
                assertThat(row.matches()).as(line).isTrue();
                List<Named> tests = TEST.matcher(row.group(5))
                        .results()
                        .map(test -> new Named(test.group(1), test.group(2)))
                        .toList();
                ROWS.add(new Row(version, row.group(1), row.group(3), tests));
            }
        }
    }

    @Test
    void everyStatementStandsOnceAndHasAState() {
        assertThat(ROWS).hasSizeGreaterThan(LEAST_ROWS);
        assertThat(ROWS.stream().map(row -> row.version() + " " + row.statement()))
                .doesNotHaveDuplicates();
        assertThat(ROWS).allSatisfy(row -> {
            assertThat(SHOWN.contains(row.state()) || NOT_SHOWN.contains(row.state()))
                    .as(row.toString())
                    .isTrue();
            if (SHOWN.contains(row.state())) {
                assertThat(row.tests()).as(row.toString()).isNotEmpty();
            }
        });
    }

    @Test
    void everyTestThatIsNamedExists() {
        List<String> missing = new ArrayList<>();
        for (Row row : ROWS) {
            for (Named test : row.tests()) {
                if (method(test).isEmpty()) {
                    missing.add(row.version() + " " + row.statement() + ": " + test);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyStatementThatIsShownByATableHasARowThere() {
        List<String> missing = new ArrayList<>();
        for (Row row : ROWS) {
            Pattern line = Pattern.compile("\n +" + Pattern.quote(row.statement()) + "[ |]");
            for (Named test : row.tests()) {
                if (test.type().equals("StrictnessTest")
                        && !line.matcher(method(test)).find()) {
                    missing.add(row.version() + " " + row.statement() + ": " + test);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    /** The annotations and the head of a test method; empty if there is none. */
    private static String method(Named test) {
        String source = SOURCES.computeIfAbsent(test.type(), MqttConformanceTest::source);
        int end = source.indexOf(" void " + test.method() + "(");
        int start = Math.max(source.lastIndexOf("@Test\n", end), source.lastIndexOf("@ParameterizedTest", end));
        String head = end < 0 || start < 0 ? "" : source.substring(start, end);
        return head.contains("\n    }\n") ? "" : head; // the annotation is another method's
    }

    private static String source(String type) {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            Path found = files.filter(file -> file.endsWith(type + ".java"))
                    .findFirst()
                    .orElse(null);
            return found == null ? "" : Files.readString(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
