package io.citywatch.alerts.log;

import io.citywatch.alerts.store.Database;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.DeadLetter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts aside what cannot be taken, with the reason, through the outbox. */
public final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final Database database;

    public DeadLetters(Database database) {
        this.database = database;
    }

    public void bury(DeadLetter letter) {
        database.inTransaction(transaction -> {
            transaction.append(LogTopic.DEAD_LETTERS, letter.device(), null, Json.write(letter));
            return true;
        });
        LOG.warn(
                "dead letter: {} on {}: {}",
                escaped(letter.device()),
                escaped(letter.topic()),
                escaped(letter.reason()));
    }

    private static String escaped(String text) {
        String shown = text.length() > 300 ? text.substring(0, 300) + "..." : text;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
