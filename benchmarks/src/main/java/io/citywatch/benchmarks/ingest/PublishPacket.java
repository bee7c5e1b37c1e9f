package io.citywatch.benchmarks.ingest;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.MqttTopic;
import io.citywatch.model.telemetry.TelemetryKind;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A smoke sensor's PUBLISH of MQTT 3.1.1 with a payload of 200 bytes, encoded once. Packet id, time and count are
 * written into their places with each message, so that the load costs little more than a copy. Not thread-safe.
 */
final class PublishPacket {
    static final int PAYLOAD_BYTES = 200;

    private static final int PUBLISH = 0x30;
    private static final int QOS_1 = 0x02;
    private static final String TIME = "1790000000000";
    /** Spaces before a number are JSON; zeros are not. */
    private static final String COUNT = "         0";

    private final byte[] bytes;
    private final int packetIdAt;
    private final int timeAt;
    private final int countEnd;
    private long time;

    PublishPacket(String device, String boot, Lane lane, int qos) {
        byte[] topic = MqttTopic.ofTelemetry(device, TelemetryKind.SMOKE, lane).getBytes(StandardCharsets.UTF_8);
        byte[] payload = payload(boot, lane);
        int remaining = 2 + topic.length + 2 * qos + payload.length;
        this.bytes = new byte[3 + remaining];
        int at = 0;
        bytes[at++] = (byte) (PUBLISH | (qos == 0 ? 0 : QOS_1));
        bytes[at++] = (byte) ((remaining & 0x7F) | 0x80); // always two digits: a payload alone is longer than one
        bytes[at++] = (byte) (remaining >> 7);
        bytes[at++] = (byte) (topic.length >> 8);
        bytes[at++] = (byte) topic.length;
        System.arraycopy(topic, 0, bytes, at, topic.length);
        at += topic.length;
        this.packetIdAt = at;
        at += 2 * qos;
        System.arraycopy(payload, 0, bytes, at, payload.length);
        String text = new String(payload, StandardCharsets.US_ASCII);
        this.timeAt = at + text.indexOf(TIME);
        this.countEnd = at + text.indexOf(COUNT) + COUNT.length();
    }

    private static byte[] payload(String boot, Lane lane) {
        String head = "{\"ts\":" + TIME + ",\"boot\":\"" + boot + "\",\"seq\":" + COUNT
                + ",\"obscuration\":0.31,\"temperature\":24.6,\"co\":1.2,\"battery\":87,\"faults\":[],"
                + (lane == Lane.EMERGENCY ? "\"alarm\":false," : "") + "\"site\":\"";
        byte[] payload = new byte[PAYLOAD_BYTES];
        Arrays.fill(payload, (byte) 'x');
        System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, payload, 0, head.length());
        payload[PAYLOAD_BYTES - 2] = '"';
        payload[PAYLOAD_BYTES - 1] = '}';
        return payload;
    }

    int length() {
        return bytes.length;
    }

    /**
     * Writes one message.
     *
     * @param packetId of QoS 1; ignored at QoS 0
     * @param millis when it was measured
     * @param count its number; not below those before it
     */
    void write(ByteBuf out, int qos, int packetId, long millis, long count) {
        if (qos > 0) {
            bytes[packetIdAt] = (byte) (packetId >> 8);
            bytes[packetIdAt + 1] = (byte) packetId;
        }
        if (millis != time) {
            time = millis;
            digits(timeAt + TIME.length(), millis);
        }
        digits(countEnd, count);
        out.writeBytes(bytes);
    }

    private void digits(int end, long number) {
        int at = end;
        long rest = number;
        do {
            bytes[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
    }
}
