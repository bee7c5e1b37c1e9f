package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.log.DeadLetters;
import io.citywatch.alerts.log.EachRecord;
import io.citywatch.model.json.Json;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.model.message.OfferAnswer;
import io.citywatch.model.telemetry.MqttTopic;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes what responders answer by MQTT; an answer that fits no state is a dead letter. */
final class AnswerReader implements EachRecord.One {
    private final OfferDesk desk;
    private final DeadLetters deadLetters;

    AnswerReader(OfferDesk desk, DeadLetters deadLetters) {
        this.desk = desk;
        this.deadLetters = deadLetters;
    }

    @Override
    public Optional<String> take(ConsumerRecord<byte[], byte[]> message) {
        if (message.value() == null) {
            return Optional.of("no value (expected: an answer)");
        }
        return Json.read(message.value(), OfferAnswer.Logged.class)
                .fold(
                        logged -> {
                            take(logged);
                            return Optional.empty();
                        },
                        Optional::of);
    }

    private void take(OfferAnswer.Logged logged) {
        OfferDesk.Answered answered = desk.take(
                logged.offer(),
                logged.responder(),
                logged.responder(),
                null,
                logged.answer().action(),
                logged.answer().reason(),
                logged.receivedAt());
        switch (answered.verdict()) {
            case TAKEN, LATE -> {}
            case MISFIT, UNKNOWN ->
                deadLetters.bury(new DeadLetter(
                        logged.responder(),
                        MqttTopic.ofOfferAnswer(logged.responder(), logged.offer()),
                        logged.answer().action().text() + ": " + answered.reason(),
                        logged.receivedAt(),
                        Json.write(logged.answer())));
        }
    }
}
