package io.citywatch.streaming.rules.fire;

import io.citywatch.streaming.rules.MessageStamp;
import java.util.List;

/**
 * An open episode of S5.
 *
 * @param id of its detections
 * @param revision of the last of them
 * @param detectors that it rests on
 * @param causes their detections
 * @param level 1, or 2 with more detectors
 * @param newest the message of the newest evidence
 * @param evidenceAt event time of the newest evidence
 * @param clearsAt event time at which it is over, if nothing further comes
 */
public record OpenConfirmation(
        String id,
        long revision,
        List<String> detectors,
        List<String> causes,
        int level,
        MessageStamp newest,
        double lat,
        double lon,
        long evidenceAt,
        long clearsAt) {}
