package io.citywatch.streaming.rules.health;

import io.citywatch.model.detection.Rule;
import io.citywatch.streaming.rules.MessageStamp;

/**
 * A device is offline.
 *
 * @param rule which of D1, E7 and R11 it is, by the device's kind
 * @param last message before the silence
 */
public record OpenAbsence(
        String id, long revision, Rule rule, String subjectType, String subjectId, MessageStamp last) {}
