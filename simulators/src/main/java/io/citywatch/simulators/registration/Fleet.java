package io.citywatch.simulators.registration;

import io.citywatch.model.Required;
import io.citywatch.model.json.Json;
import io.citywatch.simulators.SimulationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The tokens of everything that was registered, kept beside the platform's data so that a second run finds them.
 *
 * @param seed of the city that they belong to
 * @param homes how many; with the seed it tells one city from another
 * @param tokens by device or responder id
 */
public record Fleet(long seed, int homes, Map<String, String> tokens) {
    public Fleet {
        tokens = new TreeMap<>(Required.check("tokens", tokens, "a token by id"));
    }

    /** @throws SimulationFailure if the file is not what {@link #write} wrote */
    static Optional<Fleet> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), Fleet.class).fold(fleet -> fleet, reason -> {
                throw new SimulationFailure(file + ": " + reason + "; --fresh starts anew");
            }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The seed of the fleet that the file keeps; empty if there is none. */
    public static OptionalLong seedIn(Path file) {
        return read(file).map(fleet -> OptionalLong.of(fleet.seed())).orElse(OptionalLong.empty());
    }

    /** Whole or not at all, readable by its owner alone. */
    void write(Path file) {
        try {
            Path part = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    ".fleet",
                    ".part",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(part, Json.write(this));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String token(String id) {
        String token = tokens.get(id);
        if (token == null) {
            throw new IllegalArgumentException("no token of '" + id + "' (expected: one that was registered)");
        }
        return token;
    }

    /** Counts, never a token. */
    @Override
    public String toString() {
        return "Fleet[seed " + seed + ", " + tokens.size() + " tokens]";
    }
}
