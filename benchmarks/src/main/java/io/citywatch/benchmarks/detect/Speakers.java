package io.citywatch.benchmarks.detect;

import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.Sequence;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;

/** Devices of one kind, and how many messages each has sent. */
final class Speakers {
    private static final String BOOT = "b1";
    /** What a device measures is some milliseconds old when a gateway has it. */
    private static final long UNDERWAY_MILLIS = 40;

    private final int[] sent;

    Speakers(int count) {
        sent = new int[count];
    }

    /** @param fields of the payload, beside when and how many */
    CityMessage say(int number, String device, TelemetryKind kind, Lane lane, long at, String fields) {
        return say(number, device, kind, lane, at, fields.getBytes(StandardCharsets.UTF_8));
    }

    CityMessage say(int number, String device, TelemetryKind kind, Lane lane, long at, byte[] fields) {
        long seq = sent[number]++;
        byte[] head = ("{\"ts\":" + measuredAt(at) + ",\"boot\":\"" + BOOT + "\",\"seq\":" + seq + ",")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] payload = new byte[head.length + fields.length + 1];
        System.arraycopy(head, 0, payload, 0, head.length);
        System.arraycopy(fields, 0, payload, head.length, fields.length);
        payload[payload.length - 1] = '}';
        String identity = LogRecord.identityOf(new Sequence(BOOT, seq), "", payload);
        return new CityMessage(device, kind, lane, at, identity, payload);
    }

    static long measuredAt(long receivedAt) {
        return receivedAt - UNDERWAY_MILLIS;
    }
}
