package io.citywatch.alerts.http;

import com.linecorp.armeria.common.HttpStatus;
import io.citywatch.alerts.command.CommandDesk;
import io.citywatch.alerts.command.CommandDesk.Given;
import io.citywatch.alerts.command.DeviceCommand;
import io.citywatch.alerts.incident.Page;
import io.citywatch.model.message.Command;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commands to devices: giving one, and what came of it. */
final class CommandCalls {
    private final CommandDesk desk;

    CommandCalls(CommandDesk desk) {
        this.desk = desk;
    }

    /** The body of giving a command. */
    record Body(
            Command.@Nullable Action action,
            @Nullable Map<String, Object> parameters,
            @Nullable Instant deadline) {}

    Answer give(Call call) {
        String device = call.part("id");
        Body body = call.body(Body.class);
        if (body.action() == null) {
            throw new RefusedCall(
                    Problem.badRequest("action", "missing", "speak, siren, locate, capture, reboot or configure"));
        }
        if (body.deadline() == null) {
            throw new RefusedCall(Problem.badRequest("deadline", "missing", "epoch milliseconds"));
        }
        Map<String, Object> parameters = body.parameters() == null ? Map.of() : body.parameters();
        Given given = given(device, body.action(), parameters, body.deadline(), call);
        if (given instanceof Given.UnknownDevice) {
            throw new RefusedCall(Problem.notFound("device", device));
        }
        if (given instanceof Given.TooMany many) {
            throw new RefusedCall(Problem.conflict(
                    "commands", many.open() + " open of " + device, "at most " + CommandDesk.MOST_OPEN + " at a time"));
        }
        return new Answer(HttpStatus.ACCEPTED, ((Given.Accepted) given).command(), null);
    }

    private Given given(
            String device, Command.Action action, Map<String, Object> parameters, Instant deadline, Call call) {
        try {
            return desk.give(device, action, parameters, deadline, call.person());
        } catch (IllegalArgumentException e) {
            throw new RefusedCall(Problem.ofMessage(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage())));
        }
    }

    Answer find(Call call) {
        String id = call.part("commandId");
        return Answer.ok(
                desk.find(call.part("id"), id).orElseThrow(() -> new RefusedCall(Problem.notFound("command", id))));
    }

    Answer list(Call call) {
        String device = call.part("id");
        int limit = call.limit();
        String after = call.parameter("after");
        List<DeviceCommand> found = desk.list(device, after, limit + 1)
                .orElseThrow(() -> new RefusedCall(Problem.notFound("device", device)));
        if (after != null && desk.find(device, after).isEmpty()) {
            throw new RefusedCall(Problem.badRequest("after", after, "the next of the part before"));
        }
        boolean more = found.size() > limit;
        List<DeviceCommand> items = more ? found.subList(0, limit) : found;
        return Answer.ok(new Page<>(items, more ? items.get(limit - 1).id() : null));
    }
}
