package io.citywatch.simulators.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.Decoded;
import io.citywatch.model.IdSyntax;
import io.citywatch.model.Position;
import io.citywatch.model.json.Json;
import io.citywatch.model.message.Command;
import io.citywatch.model.message.CommandResult;
import io.citywatch.model.telemetry.DeviceKind;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a device does when it is told to, and what it answers: the same answer to the same command, however often it
 * arrives. Thread-safe.
 */
public final class CommandAnswers {
    private static final int REMEMBERED = 64;

    private final DeviceKind kind;
    private final boolean drone;
    private final Supplier<Position> place;
    private final Runnable reboot;
    private final Clock clock;
    private final Map<String, Reply> given = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Reply> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** The result of a command, ready to be sent. */
    public record Reply(String command, CommandResult result) {
        public byte[] payload() {
            return Json.write(result);
        }
    }

    /**
     * @param drone whether a thermal camera flies
     * @param place where the device is now
     * @param reboot starts the device anew
     */
    public CommandAnswers(DeviceKind kind, boolean drone, Supplier<Position> place, Runnable reboot, Clock clock) {
        this.kind = kind;
        this.drone = drone;
        this.place = place;
        this.reboot = reboot;
        this.clock = clock;
    }

    /** Empty if there is not even an id to answer to. */
    public synchronized Optional<Reply> answer(byte[] payload) {
        Decoded<Command> decoded = Json.read(payload, Command.class);
        if (decoded instanceof Decoded.Valid<Command> valid) {
            Command command = valid.value();
            return Optional.of(given.computeIfAbsent(command.id(), id -> new Reply(id, obey(command))));
        }
        return idOf(payload)
                .map(id -> given.computeIfAbsent(id, unused -> new Reply(id, refused("this device does not know it"))));
    }

    private static Optional<String> idOf(byte[] payload) {
        try {
            JsonNode tree = Json.mapper().readTree(payload);
            return Optional.of(tree.path("id").asText()).filter(IdSyntax::isValid);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private CommandResult obey(Command command) {
        if (command.deadline().isBefore(clock.instant())) {
            return new CommandResult(clock.instant(), "failed", "its deadline was over");
        }
        boolean speaks = drone || kind == DeviceKind.CALL_TERMINAL;
        boolean sees = kind == DeviceKind.THERMAL_CAMERA;
        return switch (command.action()) {
            case SPEAK -> speaks ? speak(command) : refused("no loudspeaker");
            case SIREN -> sees ? done("siren sounded") : refused("no siren");
            case LOCATE -> done(position());
            case CAPTURE -> sees ? done("frame taken") : refused("no camera");
            case REBOOT -> {
                reboot.run();
                yield done("started anew");
            }
            case CONFIGURE -> refused("not configurable from afar");
        };
    }

    private CommandResult speak(Command command) {
        Map<String, Object> parameters = command.parameters();
        Object text = parameters == null ? null : parameters.get("text");
        return text == null || text.toString().isBlank()
                ? refused("no text to speak")
                : done("spoken: " + text.toString().length() + " characters");
    }

    private String position() {
        Position now = place.get();
        return String.format(Locale.ROOT, "%.6f,%.6f", now.lat(), now.lon());
    }

    private CommandResult done(String what) {
        return new CommandResult(clock.instant(), "done", what);
    }

    private CommandResult refused(String why) {
        return new CommandResult(clock.instant(), "refused", why);
    }
}
