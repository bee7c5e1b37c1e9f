package io.citywatch.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} says what the records say; {@code -Dcitywatch.write-reference} writes it anew. */
final class ConfigurationReferenceTest {
    private static final Path FILE =
            Path.of("..", "docs", "configuration.md").toAbsolutePath().normalize();
    private static final String HERE = Path.of("").toAbsolutePath().toUri().toString();

    @Test
    void theReferenceIsUpToDate() throws IOException {
        String reference = reference();
        if (Boolean.getBoolean("citywatch.write-reference")) {
            Files.writeString(FILE, reference);
        }

        assertThat(FILE)
                .as("write it anew: mvn -pl standalone test -Dtest=ConfigurationReferenceTest"
                        + " -Dcitywatch.write-reference=true")
                .hasContent(reference);
    }

    @Test
    void everyKeyHasItsMeaning() {
        List<Key> all = new ArrayList<>(PlatformConfig.keys());
        all.addAll(RoleConfig.keys());

        assertThat(all)
                .allSatisfy(key -> assertThat(RecordDocs.of(key.owner()).get(key.component()))
                        .as(key.name())
                        .isNotBlank());
    }

    private static String reference() {
        StringBuilder text = new StringBuilder();
        text.append("# Configuration\n\n")
                .append("Written from the configuration records by a test; do not edit. A YAML file is given with")
                .append(" `--config FILE`; all keys stand below `citywatch:`. An environment variable wins over the")
                .append(" file: `ports.kafka-controller` is `CITYWATCH_PORTS_KAFKA_CONTROLLER`. An unknown key or a")
                .append(" value that cannot be is refused with what was expected. Durations are written `500ms`,")
                .append(" `90s`, `10m`, `8h`, `30d`.\n\n")
                .append("Not in the file, since they must be known before it is read: `CITYWATCH_DATA` (the folder of")
                .append(" all data and logs, `data` by default), `CITYWATCH_LOG_FORMAT=json` (one JSON object a line,")
                .append(" in the Elastic Common Schema), `CITYWATCH_LOG_TO=stderr` (no log file, for containers),")
                .append(" `JAVA_OPTS` (added to the launcher's own options).\n\n");
        List<Key> run = PlatformConfig.keys();
        List<Key> roles = RoleConfig.keys();
        text.append("## `run`: the whole platform in one process\n\n");
        append(text, run.stream().filter(key -> !isRule(key)).toList());
        text.append("## `gateway`, `detection`, `dispatch`: one role each\n\n")
                .append("One file may serve all three.\n\n");
        append(text, roles.stream().filter(key -> !isRule(key)).toList());
        text.append("## The rules, of `run` and `detection`\n\n");
        append(text, roles.stream().filter(ConfigurationReferenceTest::isRule).toList());
        return text.toString().stripTrailing() + "\n";
    }

    private static boolean isRule(Key key) {
        return key.name().startsWith("rules.");
    }

    private static void append(StringBuilder text, List<Key> keys) {
        Map<String, List<Key>> levels = new LinkedHashMap<>();
        for (Key key : keys) {
            int dot = key.name().lastIndexOf('.');
            levels.computeIfAbsent(dot < 0 ? "" : key.name().substring(0, dot), level -> new ArrayList<>())
                    .add(key);
        }
        levels.forEach((level, here) -> {
            if (!level.isEmpty()) {
                text.append("### `").append(level).append("`\n");
                text.append(RecordDocs.of(here.get(0).owner()).get("")).append("\n\n");
            }
            text.append("| key | default | what |\n|---|---|---|\n");
            for (Key key : here) {
                text.append("| `")
                        .append(key.name())
                        .append("` | ")
                        .append(standard(key))
                        .append(" | ")
                        .append(RecordDocs.of(key.owner()).get(key.component()))
                        .append(" |\n");
            }
            text.append('\n');
        });
    }

    private static String standard(Key key) {
        String text = key.standardText().replace(HERE, "");
        return text.isEmpty() ? "none" : "`" + text + "`";
    }
}
