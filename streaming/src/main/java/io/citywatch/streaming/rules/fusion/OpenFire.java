package io.citywatch.streaming.rules.fusion;

import io.citywatch.streaming.rules.MessageStamp;
import java.util.List;

/**
 * A fused fire that goes on. Its odds never fall: evidence that is missing says nothing.
 *
 * @param logOdds natural
 * @param parts what it was made of when the odds were highest: name and weight, in turn
 * @param causes ids of the detections that it rests on
 * @param devices whose messages it rests on
 * @param quietAt when it is over if nothing more is said
 */
public record OpenFire(
        String id,
        long revision,
        double logOdds,
        List<String> parts,
        List<String> causes,
        List<String> devices,
        double lat,
        double lon,
        MessageStamp newest,
        long quietAt) {}
