package io.citywatch.alerts.registry;

import io.citywatch.model.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What elderly people may ask for through their terminal, in groups; a fixed list. Immutable. */
public final class ServiceCatalogue {
    private static final String RESOURCE = "services.json";
    private static final ServiceCatalogue STANDARD = read();

    /**
     * A service.
     *
     * @param code as a terminal sends it, such as {@code 04.12}
     * @param group the code of its group
     */
    public record Item(String code, String group, String zh, String en) {}

    /** A group of services. */
    public record Group(String code, String zh, String en) {}

    private record GroupBody(String code, String zh, String en, List<Group> items) {}

    private record Body(List<GroupBody> groups) {}

    private final List<Group> groups = new ArrayList<>();
    private final Map<String, Item> items = new LinkedHashMap<>();

    private ServiceCatalogue(Body body) {
        for (GroupBody group : body.groups()) {
            groups.add(new Group(group.code(), group.zh(), group.en()));
            group.items().forEach(item -> {
                items.put(item.code(), new Item(item.code(), group.code(), item.zh(), item.en()));
            });
        }
    }

    /** The catalogue of the platform. */
    public static ServiceCatalogue standard() {
        return STANDARD;
    }

    public List<Group> groups() {
        return List.copyOf(groups);
    }

    public List<Item> items() {
        return List.copyOf(items.values());
    }

    public Optional<Item> find(String code) {
        return Optional.ofNullable(items.get(code));
    }

    private static ServiceCatalogue read() {
        try (InputStream resource = ServiceCatalogue.class.getResourceAsStream(RESOURCE)) {
            return new ServiceCatalogue(
                    Json.mapper().readValue(Objects.requireNonNull(resource, RESOURCE), Body.class));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }
}
