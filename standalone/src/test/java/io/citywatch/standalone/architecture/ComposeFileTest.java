package io.citywatch.standalone.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.standalone.config.Key;
import io.citywatch.standalone.config.RoleConfig;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files that a host is deployed by: they name only what there is. Containers are not started here. */
final class ComposeFileTest {
    private static final Path DOCKER = Path.of("..", "docker").toAbsolutePath().normalize();
    private static final List<String> FILES = List.of("compose.yaml", "compose.flink.yaml");
    /** Of the image and the launcher, not of the configuration. */
    private static final Set<String> OF_THE_IMAGE = Set.of("CITYWATCH_HEALTH");

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.flink.yaml"})
    void setsOnlyWhatCanBeSet(String file) {
        Set<String> known = RoleConfig.keys().stream().map(Key::variable).collect(Collectors.toSet());

        for (Map.Entry<String, Map<String, Object>> service : services(file).entrySet()) {
            Set<String> unknown = mapOf(service.getValue().get("environment")).keySet().stream()
                    .filter(name -> name.startsWith("CITYWATCH_") && !OF_THE_IMAGE.contains(name))
                    .filter(name -> !known.contains(name))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(unknown).as(service.getKey()).isEmpty();
        }
    }

    @Test
    void startsEachRoleAfterWhatItNeeds() {
        Map<String, Map<String, Object>> services = services("compose.yaml");
        Map<String, Map<String, Object>> withFlink = services("compose.flink.yaml");

        assertThat(services).containsKeys("gateway", "detection", "dispatch");
        Stream.of(services, withFlink)
                .flatMap(each -> each.values().stream())
                .flatMap(service -> namesOf(service.get("depends_on")).stream())
                .forEach(name -> assertThat(services.containsKey(name) || withFlink.containsKey(name))
                        .as(name)
                        .isTrue());
    }

    @Test
    void pinsEveryImageAndHoldsNoSecret() {
        for (String file : FILES) {
            for (Map.Entry<String, Map<String, Object>> service : services(file).entrySet()) {
                Object image = service.getValue().get("image");
                if (image != null) {
                    assertThat(image.toString())
                            .as(service.getKey())
                            .contains(":")
                            .doesNotContain("latest");
                }
                mapOf(service.getValue().get("environment")).forEach((name, value) -> {
                    if (name.endsWith("PASSWORD") || name.endsWith("TOKEN")) {
                        assertThat(value.toString()).as(name).startsWith("${");
                    }
                });
            }
        }
    }

    /** The tool itself says whether it takes them, where it is installed; it needs no engine for that. */
    @Test
    void isTakenByComposeWhereThereIsOne() throws Exception {
        List<String> tool = compose();
        if (tool.isEmpty()) {
            assertThat(services("compose.yaml")).isNotEmpty();
            return;
        }
        List<String> command = new ArrayList<>(tool);
        FILES.forEach(file -> command.addAll(List.of("-f", DOCKER.resolve(file).toString())));
        command.add("config");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("POSTGRES_PASSWORD", "of-the-test");

        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("of-the-test", "service_healthy");
    }

    private static List<String> compose() {
        String path = System.getenv().getOrDefault("PATH", "");
        boolean there = Stream.of(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "docker-compose")));
        return there ? List.of("docker-compose") : List.of();
    }

    private static Map<String, Map<String, Object>> services(String file) {
        try {
            Map<String, Object> all =
                    new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(DOCKER.resolve(file)));
            return mapOf(all.get("services")).entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> mapOf(entry.getValue())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> mapOf(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<String> namesOf(Object value) {
        if (value instanceof List<?> list) {
            return (List<String>) list;
        }
        return List.copyOf(mapOf(value).keySet());
    }
}
