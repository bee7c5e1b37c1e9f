package io.citywatch.streaming.rules.elder;

import io.citywatch.streaming.rules.MessageStamp;
import org.jspecify.annotations.Nullable;

/**
 * Something is wrong with a pendant.
 *
 * @param battery whether its battery is low
 * @param link whether its base does not hear it
 * @param level percent, as it was told last; null if it was not
 */
public record OpenPendant(
        String id,
        long revision,
        boolean battery,
        boolean link,
        @Nullable Double level,
        String subjectType,
        String subjectId,
        MessageStamp newest) {}
