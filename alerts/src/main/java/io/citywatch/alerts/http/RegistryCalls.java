package io.citywatch.alerts.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.alerts.access.Token;
import io.citywatch.alerts.incident.Page;
import io.citywatch.alerts.registry.Registered;
import io.citywatch.alerts.registry.Registry;
import io.citywatch.alerts.registry.RegistryStore;
import io.citywatch.alerts.registry.Written;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The registry's calls, the same for each kind of thing. */
final class RegistryCalls<T> {
    private final Registry<T> registry;
    private final List<String> filters;

    /** @param filters parameters of the query by which the list may be narrowed */
    RegistryCalls(Registry<T> registry, String... filters) {
        this.registry = registry;
        this.filters = List.of(filters);
    }

    Answer create(Call call) {
        T body = call.body(registry.kind().type());
        String id = registry.kind().id().apply(body);
        Written.Done<T> done = outcomeOf(registry.create(body, call.person()), id);
        return Answer.created(view(done.registered(), done.token()));
    }

    Answer replace(Call call) {
        String id = idOf(call);
        ObjectNode tree = call.tree();
        String field = registry.kind().idField();
        if (!tree.hasNonNull(field)) {
            tree.put(field, id);
        }
        T body = Call.convert(tree, registry.kind().type());
        String given = registry.kind().id().apply(body);
        if (!given.equals(id)) {
            throw new RefusedCall(Problem.badRequest(field, given, id + ", as in the path"));
        }
        return Answer.ok(change(call, before -> body).view());
    }

    /** Puts what becomes of the thing in the path in its place. */
    Registered<T> change(Call call, UnaryOperator<T> change) {
        String id = idOf(call);
        return outcomeOf(registry.change(id, change, call.person()), id).registered();
    }

    Answer delete(Call call) {
        String id = idOf(call);
        var unused = outcomeOf(registry.delete(id, call.person()), id);
        return Answer.noContent();
    }

    Answer find(Call call) {
        return Answer.ok(view(found(call), null));
    }

    /** The thing in the path. */
    Registered<T> found(Call call) {
        String id = idOf(call);
        return registry.find(id)
                .orElseThrow(
                        () -> new RefusedCall(Problem.notFound(registry.kind().name(), id)));
    }

    Answer list(Call call) {
        return Answer.ok(page(call, registered -> view(registered, null)));
    }

    /** A part of the list, as whoever calls may see it. */
    Page<ObjectNode> page(Call call, Function<Registered<T>, ObjectNode> view) {
        Map<String, String> only = new TreeMap<>();
        for (String filter : filters) {
            String value = call.parameter(filter);
            if (value != null) {
                only.put(filter, value);
            }
        }
        int limit = call.limit();
        // One more than asked for tells whether there is a next part.
        List<Registered<T>> found = registry.list(only, PageCursor.read(call.parameter("after")), limit + 1);
        List<Registered<T>> items = found.size() > limit ? found.subList(0, limit) : found;
        String next = null;
        if (found.size() > limit) {
            Registered<T> last = items.get(limit - 1);
            next = PageCursor.write(new RegistryStore.Cursor(last.createdAt(), last.id()));
        }
        return new Page<>(items.stream().map(view).toList(), next);
    }

    private ObjectNode view(Registered<T> registered, @Nullable Token token) {
        ObjectNode view = registered.view();
        if (token != null) {
            view.put("token", token.secret());
        }
        return view;
    }

    private String idOf(Call call) {
        return call.part(registry.kind().idField());
    }

    private Written.Done<T> outcomeOf(Written<T> written, String id) {
        if (written instanceof Written.Done<T> done) {
            return done;
        }
        String name = registry.kind().name();
        if (written instanceof Written.Unknown<T>) {
            throw new RefusedCall(Problem.notFound(name, id));
        }
        if (written instanceof Written.Kept<T> kept) {
            throw new RefusedCall(Problem.conflict(name, id + " is " + kept.reason(), "one that nothing depends on"));
        }
        throw new RefusedCall(Problem.conflict(name, id, "an id, and a tag of a vehicle, that nobody else has"));
    }
}
