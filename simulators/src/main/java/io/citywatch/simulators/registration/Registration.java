package io.citywatch.simulators.registration;

import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Responder;
import io.citywatch.model.registry.Vehicle;
import io.citywatch.simulators.SimulationFailure;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.platform.PlatformApi;
import io.citywatch.simulators.platform.PlatformUnreachable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Registers everything of a city over the HTTP API, as the people who deploy a real one do. What a killed run left half
 * registered is registered again.
 */
public final class Registration {
    private static final int CALLERS = 12;
    private static final int CONFLICT = 409;
    /** From here on a file is quicker than a call each. */
    private static final int MANY = 1_000;

    private final PlatformApi admin;
    private final Imports imports;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    public Registration(PlatformApi admin) {
        this.admin = admin;
        this.imports = new Imports(admin);
    }

    /**
     * Registers the city, or finds that it is.
     *
     * @param file where the tokens are kept
     * @throws SimulationFailure if another city is registered there, or the platform refuses
     */
    public Fleet register(City city, Path file) {
        List<Elder> elders = Stream.concat(
                        city.elders().stream(), Stream.of(city.reserved().elder()))
                .toList();
        List<Device> devices = Stream.concat(city.devices().stream(), city.reserved().devices().stream())
                .toList();
        List<Responder> responders = Stream.concat(city.responders().stream(), city.reserved().responders().stream())
                .toList();
        List<Vehicle> vehicles = Stream.concat(city.vehicles().stream(), city.reserved().vehicles().stream())
                .toList();
        Optional<Fleet> known = Fleet.read(file);
        if (known.isPresent()) {
            requireSame(known.get(), city, file);
            requireAll(known.get(), devices, responders, file);
            return known.get();
        }
        try {
            imports.importAreas(city.areas());
            registerAll(elders, devices, responders, vehicles);
        } catch (PlatformUnreachable gone) {
            throw new SimulationFailure(String.valueOf(gone.getMessage()), gone);
        }
        Fleet fleet = new Fleet(city.seed(), city.homes().size(), tokens);
        fleet.write(file);
        return fleet;
    }

    /** Registers these, many at a time; the tokens are {@link #token}'s. */
    public void registerAll(
            List<Elder> elders, List<Device> devices, List<Responder> responders, List<Vehicle> vehicles) {
        List<Runnable> calls = new ArrayList<>();
        if (elders.size() < MANY) {
            elders.forEach(elder -> calls.add(() -> create("/elders", elder.id(), elder, null)));
        } else {
            imports.importAll("elders", elders, tokens);
        }
        if (vehicles.size() < MANY) {
            vehicles.forEach(vehicle -> calls.add(() -> create("/vehicles", vehicle.plate(), vehicle, null)));
        } else {
            imports.importAll("vehicles", vehicles, tokens);
        }
        if (devices.size() >= MANY) {
            imports.importAll("devices", devices, tokens);
        }
        if (responders.size() >= MANY) {
            imports.importAll("responders", responders, tokens);
        }
        // Also those whose token an earlier import gave to a run that was killed before it kept it.
        devices.stream()
                .filter(device -> !tokens.containsKey(device.id()))
                .forEach(device -> calls.add(() -> create("/devices", device.id(), device, device.id())));
        responders.stream()
                .filter(one -> !tokens.containsKey(one.id()))
                .forEach(one -> calls.add(() -> create("/responders", one.id(), one, one.id())));
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<?>> answers = new ArrayList<>();
            calls.forEach(call -> answers.add(callers.submit(call)));
            for (Future<?> answer : answers) {
                answer.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PlatformUnreachable gone) {
                throw new SimulationFailure(String.valueOf(gone.getMessage()), gone);
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SimulationFailure("interrupted while registering the city", e);
        } finally {
            callers.shutdownNow();
        }
    }

    /** The token of what was just registered. */
    public String token(String id) {
        return new Fleet(0, 0, tokens).token(id);
    }

    private static void requireSame(Fleet fleet, City city, Path file) {
        if (fleet.seed() != city.seed() || fleet.homes() != city.homes().size()) {
            throw new SimulationFailure("seed: " + city.seed() + " with "
                    + city.homes().size() + " homes (expected: seed " + fleet.seed() + " with " + fleet.homes()
                    + " homes, whose city " + file.getParent() + " already holds; --fresh starts anew)");
        }
    }

    /** Seed and homes may be the same while a newer version, or another size, has more in its streets. */
    private static void requireAll(Fleet fleet, List<Device> devices, List<Responder> responders, Path file) {
        Set<String> clients = Stream.concat(
                        devices.stream().map(Device::id), responders.stream().map(Responder::id))
                .collect(Collectors.toSet());
        if (!fleet.tokens().keySet().equals(clients)) {
            throw new SimulationFailure("city: " + clients.size() + " devices and responders (expected: the "
                    + fleet.tokens().size() + " that " + file.getParent() + " already holds; --fresh starts anew)");
        }
    }

    /** @param client the id to keep the token of, if it gets one */
    private void create(String path, String id, Object body, @Nullable String client) {
        PlatformApi.Answer answer = admin.post(path, body);
        if (answer.status() == CONFLICT) {
            // A run that was killed before it kept its tokens: nobody knows this one's any more.
            PlatformApi.Answer deleted = admin.delete(path + "/" + PlatformApi.encoded(id));
            require(deleted, "DELETE " + path + "/" + id);
            answer = admin.post(path, body);
        }
        require(answer, "POST " + path + " " + id);
        if (client != null) {
            String token = answer.body().path("token").asText();
            if (token.isEmpty()) {
                throw new SimulationFailure("POST " + path + " " + id + ": " + answer.status() + " without a token");
            }
            tokens.put(client, token);
        }
    }

    private static void require(PlatformApi.Answer answer, String call) {
        if (!answer.isGood()) {
            throw new SimulationFailure(call + ": " + answer.status() + " " + answer.body());
        }
    }
}
