package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.log.EachRecord;
import io.citywatch.alerts.store.Database;
import io.citywatch.model.json.Json;
import io.citywatch.model.message.Receipt;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Marks offers as delivered when the phone acknowledged them. */
final class ReceiptReader implements EachRecord.One {
    private final Database database;
    private final ResponseStore responses;

    ReceiptReader(Database database, ResponseStore responses) {
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
                                responses.delivered(transaction, receipt.id(), receipt.at());
                                return true;
                            });
                            return Optional.empty();
                        },
                        Optional::of);
    }
}
