package io.citywatch.model.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.model.Golden;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PendingMessageTest {
    @Test
    void takesFourKibibytesOfUtf8AndNotAByteMore() {
        String most = "安".repeat(1365) + "x";

        assertThat(most.getBytes(StandardCharsets.UTF_8)).hasSize(PendingMessage.MOST_PAYLOAD_BYTES);
        assertThat(pending(false, most).payload()).isEqualTo(most);
        assertThatThrownBy(() -> pending(false, most + "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("payload: 4097 bytes (expected: at most 4096)");
    }

    @Test
    void needsAPayloadUntilItIsSettled() {
        assertThat(pending(true, null).payload()).isNull();
        assertThatThrownBy(() -> pending(false, null)).hasMessageStartingWith("payload: missing (expected: ");
    }

    @Test
    void isKeyedByRecipientAndIdLikeItsReceipt() {
        assertThat(pending(true, null).key()).isEqualTo("volunteer-7/offer-1");
        assertThat(new Receipt("volunteer-7", "offer-1", 3, "gateway-1", Golden.MEASURED).key())
                .isEqualTo("volunteer-7/offer-1");
    }

    /** The values stand in logs on disk: who computes others never finds what was written. */
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "volunteer-7, 4, 0",
        "volunteer-8, 4, 1",
        "terminal-1, 4, 0",
        "polygenelubricants, 4, 0",
        "polygenelubricants, 3, 1",
        "a, 4, 1",
        "a, 1, 0"
    })
    void staysInThePartitionThatItWasWrittenTo(String recipient, int partitions, int partition) {
        assertThat(PendingMessage.partitionOf(recipient, partitions)).isEqualTo(partition);
    }

    @Test
    void cleansWhatAPersonWroteInsteadOfLosingTheAnswer() {
        OfferAnswer answer = new OfferAnswer(Golden.MEASURED, OfferAction.ACCEPT, "a\u0000b\ud83d" + "x".repeat(600));

        assertThat(answer.reason()).startsWith("a b\ufffdxxx").endsWith("x...").hasSize(500);
        assertThat(new CommandResult(Golden.MEASURED, "failed", "no\nspeaker").reason())
                .isEqualTo("no speaker");
    }

    @Test
    void cleansWhatAClientSuppliedToTheDeadLettersAndTheAudit() {
        String hostile = "\u0007\udc00" + "x".repeat(1_000);
        DeadLetter letter = new DeadLetter("d", hostile, hostile, Golden.MEASURED, new byte[0]);
        GatewayAudit audit = new GatewayAudit(Golden.MEASURED, "g", hostile, "publish", hostile, hostile, "::1");

        assertThat(letter.topic()).startsWith(" \ufffdx").hasSize(500);
        assertThat(letter.reason()).startsWith(" \ufffdx").hasSize(500);
        assertThat(audit.client()).startsWith(" \ufffdx").hasSize(64);
        assertThat(audit.target()).hasSize(500);
        assertThat(audit.reason()).hasSize(500);
    }

    private static PendingMessage pending(boolean settled, String payload) {
        return new PendingMessage("volunteer-7", "offer-1", 3, settled, Golden.MEASURED, "topic", payload);
    }
}
