package io.citywatch.standalone.platform;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Where one platform keeps its data and listens.
 *
 * @param folder everything that it keeps
 * @param programs where PostgreSQL's binaries are unpacked; may be shared
 * @param host the address that gateway and console bind; the log and the records are always on the loopback address
 * @param ports the ports
 * @param mapFile the console's map, GeoJSON; none if absent
 */
public record PlatformConfig(
        Path folder,
        Path programs,
        String host,
        Ports ports,
        @Nullable Path mapFile) {
    private static final String PREFIX = "citywatch.";
    private static final Set<String> KEYS = new TreeSet<>(List.of(
            "data-folder",
            "host",
            "map-file",
            "ports.http",
            "ports.mqtt",
            "ports.kafka",
            "ports.kafka-controller",
            "ports.postgres"));

    /**
     * Reads {@code run}'s configuration. Environment variables such as {@code CITYWATCH_PORTS_HTTP} win over the file.
     *
     * @param file YAML, or null for the defaults
     * @param data the folder that holds all data by default
     * @throws StartFailure naming the key, its value and the expectation
     */
    public static PlatformConfig load(@Nullable Path file, Path data) {
        SmallRyeConfig config = read(file);
        Ports standard = Ports.STANDARD;
        Path folder = config.getOptionalValue(PREFIX + "data-folder", String.class)
                .map(Path::of)
                .orElse(data.resolve("run"));
        return new PlatformConfig(
                folder.toAbsolutePath(),
                data.resolve("postgresql").toAbsolutePath(),
                config.getOptionalValue(PREFIX + "host", String.class).orElse("127.0.0.1"),
                new Ports(
                        port(config, "ports.http", standard.http()),
                        port(config, "ports.mqtt", standard.mqtt()),
                        port(config, "ports.kafka", standard.kafka()),
                        port(config, "ports.kafka-controller", standard.kafkaController()),
                        port(config, "ports.postgres", standard.postgres())),
                config.getOptionalValue(PREFIX + "map-file", String.class)
                        .map(Path::of)
                        .orElse(null));
    }

    private static SmallRyeConfig read(@Nullable Path file) {
        List<ConfigSource> sources = new ArrayList<>();
        if (file != null) {
            if (!Files.isReadable(file)) {
                throw new StartFailure("--config: " + file + " (expected: a readable YAML file)");
            }
            try {
                ConfigSource source = new YamlConfigSource(file.toUri().toURL(), 200);
                requireKnown(file, source.getPropertyNames());
                sources.add(source);
            } catch (IOException | RuntimeException e) {
                if (e instanceof StartFailure failure) {
                    throw failure;
                }
                throw new StartFailure("--config: " + file + " is not valid YAML: " + e.getMessage(), e);
            }
        }
        return new SmallRyeConfigBuilder()
                .addDefaultSources()
                .withSources(sources)
                .build();
    }

    private static void requireKnown(Path file, Set<String> names) {
        for (String name : names) {
            if (!name.startsWith(PREFIX) || !KEYS.contains(name.substring(PREFIX.length()))) {
                throw new StartFailure("--config: " + file + ": unknown key '" + name
                        + "' (expected: below citywatch:, " + String.join(", ", KEYS) + ")");
            }
        }
    }

    private static int port(SmallRyeConfig config, String key, int standard) {
        String value = config.getOptionalValue(PREFIX + key, String.class).orElse(Integer.toString(standard));
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new StartFailure(PREFIX + key + ": '" + value + "' (expected: 1-65535)", e);
        }
    }
}
