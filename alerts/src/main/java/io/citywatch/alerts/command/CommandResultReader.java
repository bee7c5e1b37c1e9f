package io.citywatch.alerts.command;

import io.citywatch.alerts.log.DeadLetters;
import io.citywatch.alerts.log.EachRecord;
import io.citywatch.model.json.Json;
import io.citywatch.model.message.CommandResult;
import io.citywatch.model.message.DeadLetter;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes what devices answer to commands; an answer to no command is a dead letter. */
public final class CommandResultReader implements EachRecord.One {
    private final CommandDesk desk;
    private final DeadLetters deadLetters;

    public CommandResultReader(CommandDesk desk, DeadLetters deadLetters) {
        this.desk = desk;
        this.deadLetters = deadLetters;
    }

    @Override
    public Optional<String> take(ConsumerRecord<byte[], byte[]> message) {
        if (message.value() == null) {
            return Optional.of("no value (expected: a result)");
        }
        return Json.read(message.value(), CommandResult.Logged.class)
                .fold(
                        logged -> {
                            desk.answered(logged).ifPresent(reason -> bury(logged, reason));
                            return Optional.empty();
                        },
                        Optional::of);
    }

    private void bury(CommandResult.Logged logged, String reason) {
        deadLetters.bury(new DeadLetter(
                logged.device(),
                "devices/" + logged.device() + "/commands/" + logged.command(),
                reason,
                logged.receivedAt(),
                Json.write(logged.result())));
    }
}
