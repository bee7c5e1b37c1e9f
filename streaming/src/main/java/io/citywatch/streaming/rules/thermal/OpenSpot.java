package io.citywatch.streaming.rules.thermal;

import java.util.List;

/**
 * An open episode of T1, T2, T3 or T6.
 *
 * @param id of its detections
 * @param revision of the last of them
 * @param cameras that saw it
 * @param newest the sighting taken last
 * @param placed the one whose place counts: the surest of late
 * @param said the one that was said last
 * @param frames of all cameras
 * @param clearsAt event time at which it is over, if nobody sees it any more
 */
public record OpenSpot(
        String id,
        long revision,
        List<String> cameras,
        SpotSighting newest,
        SpotSighting placed,
        SpotSighting said,
        int frames,
        long clearsAt) {}
