package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.command.CommandDesk;
import io.citywatch.alerts.log.EachRecord;
import io.citywatch.alerts.notify.Notifications;
import io.citywatch.alerts.store.Database;
import io.citywatch.model.json.Json;
import io.citywatch.model.message.Receipt;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Marks offers and commands as delivered when the phone or device acknowledged them; a receipt that comes again changes nothing. */
final class ReceiptReader implements EachRecord.One {
    private final Database database;
    private final ResponseStore responses;
    private final Notifications notifications;
    private final CommandDesk commands;

    ReceiptReader(Database database, ResponseStore responses, Notifications notifications, CommandDesk commands) {
        this.notifications = notifications;
        this.commands = commands;
        this.database = database;
        this.responses = responses;
    }

    @Override
    public Optional<String> take(ConsumerRecord<byte[], byte[]> message) {
        if (message.value() == null) {
            return Optional.of("no value (expected: a receipt)");
        }
        return Json.read(message.value(), Receipt.class)
                .fold(
                        receipt -> {
                            database.inTransaction(transaction -> {
                                if (responses.delivered(transaction, receipt.recipient(), receipt.id(), receipt.at())) {
                                    notifications.reachedByApp(transaction, receipt.id(), receipt.at());
                                    return true;
                                }
                                return commands.delivered(transaction, receipt);
                            });
                            return Optional.empty();
                        },
                        Optional::of);
    }
}
