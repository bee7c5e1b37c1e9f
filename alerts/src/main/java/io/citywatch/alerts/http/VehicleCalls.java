package io.citywatch.alerts.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.access.Role;
import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.registry.Registered;
import io.citywatch.model.registry.Vehicle;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Vehicles. Who owns one is shown to the police in full only for a reason, which the audit keeps. */
final class VehicleCalls {
    private static final int LONGEST_REASON = 500;

    private final RegistryCalls<Vehicle> vehicles;
    private final AuditLog audit;
    private final Clock clock;

    VehicleCalls(RegistryCalls<Vehicle> vehicles, AuditLog audit, Clock clock) {
        this.vehicles = vehicles;
        this.audit = audit;
        this.clock = clock;
    }

    /** The body of setting or ending a guard. */
    record GuardBody(@Nullable Boolean guard) {}

    Answer create(Call call) {
        return vehicles.create(call);
    }

    Answer delete(Call call) {
        return vehicles.delete(call);
    }

    Answer list(Call call) {
        String stolen = call.parameter("stolen");
        if (stolen != null && !stolen.equals("true") && !stolen.equals("false")) {
            throw new RefusedCall(Problem.badRequest("stolen", stolen, "true or false"));
        }
        return Answer.ok(vehicles.page(call, registered -> viewFor(call.person(), registered)));
    }

    Answer find(Call call) {
        return Answer.ok(view(call));
    }

    /** The vehicle in the path, as whoever calls may see it. */
    ObjectNode view(Call call) {
        Registered<Vehicle> found = vehicles.found(call);
        String reason = call.parameter("reason");
        if (reason == null) {
            return viewFor(call.person(), found);
        }
        write(call.person(), "vehicle.look", found.id(), reason);
        return found.view();
    }

    Answer replace(Call call) {
        ObjectNode tree = call.tree();
        String plate = call.part("plate");
        if (!tree.hasNonNull("plate")) {
            tree.put("plate", plate);
        }
        Vehicle given = Call.convert(tree, Vehicle.class);
        if (!given.plate().equals(plate)) {
            throw new RefusedCall(Problem.badRequest("plate", given.plate(), plate + ", as in the path"));
        }
        Registered<Vehicle> replaced = vehicles.change(
                call, before -> call.person().role() == Role.POLICE ? keepingUnseen(before, given) : given);
        return Answer.ok(viewFor(call.person(), replaced));
    }

    Answer guard(Call call) {
        Boolean guard = call.body(GuardBody.class).guard();
        if (guard == null) {
            throw new RefusedCall(Problem.badRequest("guard", "missing", "true or false"));
        }
        Registered<Vehicle> changed = vehicles.change(call, before -> with(before, guard, before.owner()));
        return Answer.ok(viewFor(call.person(), changed));
    }

    /** Who sends back what was shown masked, or leaves it out, does not mean to change it. */
    private static Vehicle keepingUnseen(Vehicle before, Vehicle given) {
        Vehicle.Owner known = before.owner();
        boolean unseen =
                given.owner() == null || (known != null && given.owner().equals(masked(known)));
        return unseen ? with(given, given.guard(), known) : given;
    }

    private static Vehicle with(Vehicle vehicle, @Nullable Boolean guard, Vehicle.@Nullable Owner owner) {
        return new Vehicle(
                vehicle.plate(),
                vehicle.tag(),
                vehicle.household(),
                vehicle.homeReader(),
                guard,
                vehicle.make(),
                vehicle.colour(),
                owner);
    }

    private static ObjectNode viewFor(Person person, Registered<Vehicle> registered) {
        ObjectNode view = registered.view();
        Vehicle.Owner owner = registered.body().owner();
        if (owner != null && person.role() != Role.ADMIN) {
            view.putObject("owner").put("name", masked(owner).name());
        }
        return view;
    }

    /** As every page of the police may have it. */
    static ObjectNode withoutOwner(Registered<Vehicle> registered) {
        ObjectNode view = registered.view();
        view.remove("owner");
        return view;
    }

    private static Vehicle.Owner masked(Vehicle.Owner owner) {
        String name = owner.name();
        int first = name.offsetByCodePoints(0, 1);
        int rest = Math.max(1, name.codePointCount(first, name.length()));
        return new Vehicle.Owner(name.substring(0, first) + "*".repeat(rest), null, null);
    }

    private void write(Person person, String action, String target, String reason) {
        String clipped = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        audit.write(new AuditEntry(
                clock.instant(),
                person.name(),
                action,
                target,
                Map.of("role", person.role().text(), "reason", clipped)));
    }
}
