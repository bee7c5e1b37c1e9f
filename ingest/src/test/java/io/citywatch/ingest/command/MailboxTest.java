package io.citywatch.ingest.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.message.PendingMessage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_764_000_000_000L);
    private static final Instant UNTIL = NOW.plusSeconds(60);

    private final Mailbox mailbox = new Mailbox();

    @Test
    void owesTheNewestRevisionAlone() {
        assertThat(mailbox.take(message(2, false))).isTrue();
        assertThat(mailbox.take(message(1, false))).isFalse();
        assertThat(mailbox.take(message(2, false))).isFalse();

        assertThat(mailbox.due(NOW)).containsExactly(message(2, false));
    }

    @Test
    void owesNothingOnceSettledAcknowledgedOrLate() {
        assertThat(mailbox.take(message(1, false))).isTrue();
        assertThat(mailbox.due(UNTIL)).isEmpty();
        mailbox.acknowledge("id", 1, NOW);
        assertThat(mailbox.due(NOW)).isEmpty();
        assertThat(mailbox.take(message(2, false))).isTrue();
        assertThat(mailbox.due(NOW)).hasSize(1);
        assertThat(mailbox.take(message(3, true))).isTrue();
        assertThat(mailbox.take(message(2, false))).isFalse();

        assertThat(mailbox.due(NOW)).isEmpty();
    }

    @Test
    void anAcknowledgementOfAnOlderRevisionDoesNotCountForTheNewer() {
        assertThat(mailbox.take(message(2, false))).isTrue();

        mailbox.acknowledge("id", 1, NOW);

        assertThat(mailbox.due(NOW)).hasSize(1);
    }

    @Test
    void anAcknowledgementMayBeKnownBeforeItsMessage() {
        mailbox.acknowledge("id", 1, NOW);

        assertThat(mailbox.take(message(1, false))).isFalse();
        assertThat(mailbox.due(NOW)).isEmpty();
    }

    @Test
    void knowsWhetherARevisionWasTriedBefore() {
        assertThat(mailbox.attempt("id", 1)).isFalse();
        assertThat(mailbox.attempt("id", 1)).isTrue();
        assertThat(mailbox.attempt("id", 2)).isFalse();
    }

    @Test
    void forgetsAnHourAfterTheEnd() {
        assertThat(mailbox.take(message(2, true))).isTrue();

        assertThat(mailbox.sweep(UNTIL.plus(Duration.ofMinutes(59)))).isFalse();
        assertThat(mailbox.take(message(1, false))).isFalse();
        assertThat(mailbox.sweep(UNTIL.plus(Duration.ofMinutes(61)))).isTrue();
    }

    private static PendingMessage message(long revision, boolean settled) {
        return new PendingMessage(
                "phone", "id", revision, settled, UNTIL, "responders/phone/offers", settled ? null : "{}");
    }
}
