package io.citywatch.standalone.config;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** What one YAML file and the environment set; a variable such as {@code CITYWATCH_PORTS_HTTP} wins over the file. */
final class Settings {
    private static final String PREFIX = "citywatch.";
    private static final int ABOVE_MICROPROFILE_PROPERTIES = 200;

    private final SmallRyeConfig config;

    private Settings(SmallRyeConfig config) {
        this.config = config;
    }

    /**
     * Reads them.
     *
     * @param file YAML, or null for the environment alone
     * @param known what the file may set
     * @throws StartFailure naming the key that nobody knows
     */
    static Settings read(@Nullable Path file, Collection<Key> known) {
        List<ConfigSource> sources = new ArrayList<>();
        if (file != null) {
            sources.add(yaml(file, known));
        }
        return new Settings(new SmallRyeConfigBuilder()
                .addDefaultSources()
                .withSources(sources)
                .build());
    }

    private static ConfigSource yaml(Path file, Collection<Key> known) {
        if (!Files.isReadable(file)) {
            throw new StartFailure("--config: " + file + " (expected: a readable YAML file)");
        }
        ConfigSource source;
        try {
            source = new YamlConfigSource(file.toUri().toURL(), ABOVE_MICROPROFILE_PROPERTIES);
        } catch (IOException | RuntimeException e) {
            throw new StartFailure("--config: " + file + " is not valid YAML: " + e.getMessage(), e);
        }
        Set<String> names = known.stream().map(key -> PREFIX + key.name()).collect(Collectors.toSet());
        for (String name : source.getPropertyNames()) {
            if (!names.contains(name)) {
                throw new StartFailure(
                        "--config: " + file + ": unknown key '" + name + "' (expected: below citywatch:, "
                                + nearest(name, known) + "; docs/configuration.md has them all)");
            }
        }
        return source;
    }

    /** The keys of the level that was probably meant, so that the answer fits a line. */
    private static String nearest(String name, Collection<Key> known) {
        String inner = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        for (String level = parent(inner); !level.isEmpty(); level = parent(level)) {
            String start = level + ".";
            Set<String> there = known.stream()
                    .map(Key::name)
                    .filter(key -> key.startsWith(start))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!there.isEmpty()) {
                return String.join(", ", there);
            }
        }
        return known.stream()
                .map(key -> key.name().replaceAll("\\..*", ""))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String parent(String key) {
        int dot = key.lastIndexOf('.');
        return dot < 0 ? "" : key.substring(0, dot);
    }

    /** What is set for a key, named as below {@code citywatch.}; blank counts as not set. */
    Optional<String> value(String key) {
        return config.getOptionalValue(PREFIX + key, String.class).filter(text -> !text.isBlank());
    }
}
