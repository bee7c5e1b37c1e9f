package io.citywatch.model.detection;

import io.citywatch.model.Sha256;
import io.citywatch.model.log.LogRecord;

/**
 * Deterministic ids: whoever judges the same record finds the same id, so at-least-once delivery shows each thing
 * exactly once. The first 32 hex digits of SHA-256 over the parts joined by {@code |}.
 */
public final class DetectionId {
    private static final int DIGITS = 32;

    private DetectionId() {}

    /** Of a momentary rule: rule, device, message identity, received-at. */
    public static String ofMessage(Rule rule, LogRecord message) {
        return digest(rule.name() + "|" + message.device() + "|" + messageOf(message));
    }

    /** Of an episode: rule, key, and the message that began it (of an absence: the last one before the silence). */
    public static String ofEpisode(Rule rule, String key, LogRecord beganBy) {
        return digest(rule.name() + "|" + key + "|" + beganBy.device() + "|" + messageOf(beganBy));
    }

    /**
     * Of an episode that messages of several devices may begin, whose order is another one after a restart: rule, key,
     * and which span of time it began in. No two episodes of a key may begin in one span.
     */
    public static String ofSpan(Rule rule, String key, long span) {
        return digest(rule.name() + "|" + key + "|" + span);
    }

    /** True for {@value #DIGITS} lower-case hex digits. */
    static boolean isValid(String id) {
        return id.length() == DIGITS && id.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    private static String messageOf(LogRecord message) {
        return message.identity() + "|" + message.receivedAt().toEpochMilli();
    }

    private static String digest(String text) {
        return Sha256.hex(text).substring(0, DIGITS);
    }
}
