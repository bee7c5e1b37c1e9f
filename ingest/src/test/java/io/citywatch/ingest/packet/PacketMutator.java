package io.citywatch.ingest.packet;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Packets as an attacker or a broken device might send them: good ones, most of them changed a little so that they are
 * framed well and wrong inside, some in their framing, some not packets at all.
 */
public final class PacketMutator {
    private static final List<byte[]> MQTT_3_1_1 = packets(
            "10 'MQTT' 04 C2 003C 'terminal' 'terminal' 'secret'",
            "10 'MQTT' 04 CE 0000 'terminal' 'devices/terminal/state' '{\"ts\":1,\"online\":false,\"intervalSeconds\":60}' 'terminal' 'secret'",
            "30 'devices/terminal/telemetry/vitals' 7B7D",
            "32 'devices/terminal/events/call' 0007 7B7D",
            "34 'devices/terminal/state' 0008 7B7D",
            "3B 'devices/other/state' 0009 7B7D",
            "30 '汕头/é/😀' 00",
            "40 0001",
            "50 0002",
            "62 0008",
            "70 0004",
            "82 0005 'devices/terminal/#' 01 '+/terminal/+' 02 '$share/g/a' 00",
            "A2 0006 'devices/terminal/#'",
            "C0",
            "E0");
    private static final List<byte[]> MQTT_5 = packets(
            "10 'MQTT' 05 C2 003C (11 0000003C 21 0014 27 00010000 22 000A 19 01 17 01 26 'k' 'v')"
                    + " 'terminal' 'terminal' 'secret'",
            "10 'MQTT' 05 CE 003C () 'terminal' (18 00000001 01 01 02 0000003C 03 'application/json' 08 'r' 09 '1')"
                    + " 'devices/terminal/state' '{\"ts\":1,\"online\":false,\"intervalSeconds\":60}' 'terminal' 'secret'",
            "30 'devices/terminal/telemetry/vitals' () 7B7D",
            "32 'devices/terminal/events/call' 0007 (01 01 02 0000003C 03 'application/json' 26 'k' 'v') 7B7D",
            "32 'devices/terminal/state' 0009 (23 0001) 7B7D",
            "32 '' 000A (23 0001 08 'r/s' 09 'abc') 7B7D",
            "34 'devices/terminal/state' 0008 () 7B7D",
            "40 0001",
            "40 0001 99 (1F 'no' 26 'k' 'v')",
            "50 0002 80 ()",
            "62 0008 92",
            "70 0004",
            "82 0005 (0B FFFF7F 26 'k' 'v') 'devices/terminal/#' 2D '+/terminal/+' 01",
            "A2 0006 (26 'k' 'v') 'devices/terminal/#' 'x'",
            "C0",
            "E0",
            "E0 04 (11 00000000 1F 'bye' 26 'k' 'v')",
            "F0 19 (15 'SCRAM' 16 '123')");
    private static final byte[] TELLING = {0, 1, 2, 0x7F, (byte) 0x80, (byte) 0xC0, (byte) 0xED, (byte) 0xFF};

    private final Random random;

    public PacketMutator(Random random) {
        this.random = random;
    }

    /** A packet of a connection of that version, most likely no longer a good one. */
    public byte[] packet(boolean mqtt5) {
        if (random.nextInt(20) == 0) {
            byte[] noise = new byte[random.nextInt(40) + 1];
            random.nextBytes(noise);
            return noise;
        }
        return changed(good(mqtt5), mqtt5);
    }

    /** A packet as it should be. */
    public byte[] good(boolean mqtt5) {
        List<byte[]> packets = mqtt5 ? MQTT_5 : MQTT_3_1_1;
        return packets.get(random.nextInt(packets.size()));
    }

    /** A CONNECT, mostly as it should be. */
    public byte[] connect(boolean mqtt5) {
        byte[] good = (mqtt5 ? MQTT_5 : MQTT_3_1_1).get(random.nextInt(2));
        return random.nextInt(5) == 0 ? changed(good, mqtt5) : good;
    }

    /** Everything that a client says from its first byte to its last. */
    public byte[] conversation(boolean mqtt5) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        if (random.nextInt(20) > 0) {
            said.writeBytes(connect(mqtt5));
        }
        int packets = random.nextInt(6);
        for (int i = 0; i < packets; i++) {
            said.writeBytes(random.nextBoolean() ? good(mqtt5) : packet(mqtt5));
        }
        return said.toByteArray();
    }

    /** The bytes in pieces, cut anywhere. */
    public List<byte[]> pieces(byte[] bytes) {
        int longest = random.nextInt(8) == 0 ? 1 : 1 + random.nextInt(bytes.length + 1);
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(longest));
            pieces.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return pieces;
    }

    private byte[] changed(byte[] good, boolean mqtt5) {
        byte[] packet = good.clone();
        for (int i = random.nextInt(4); i > 0 && packet.length > 0; i--) {
            packet = changedOnce(packet, good(mqtt5));
        }
        // With its length put right a packet is judged by what is in it; without, by its framing.
        return random.nextInt(5) > 0 && packet.length > 1 && packet.length < 120 ? framed(packet) : packet;
    }

    private byte[] changedOnce(byte[] packet, byte[] other) {
        int at = random.nextInt(packet.length);
        return switch (random.nextInt(8)) {
            case 0 -> {
                packet[at] ^= (byte) (1 << random.nextInt(8));
                yield packet;
            }
            case 1 -> {
                packet[at] = TELLING[random.nextInt(TELLING.length)];
                yield packet;
            }
            case 2 -> spliced(packet, at, new byte[] {(byte) random.nextInt(256)}, at);
            case 3 -> spliced(packet, at, new byte[0], at + 1);
            case 4 -> spliced(packet, at, new byte[0], packet.length);
            case 5 -> spliced(packet, packet.length, Arrays.copyOfRange(packet, at, packet.length), packet.length);
            case 6 ->
                spliced(
                        packet,
                        at,
                        Arrays.copyOfRange(other, random.nextInt(other.length), other.length),
                        packet.length);
            default -> {
                packet[0] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : other[0]);
                yield packet;
            }
        };
    }

    private static byte[] spliced(byte[] packet, int to, byte[] between, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(packet, 0, to);
        out.writeBytes(between);
        out.write(packet, from, packet.length - from);
        return out.toByteArray();
    }

    private static byte[] framed(byte[] packet) {
        packet[1] = (byte) (packet.length - 2);
        return packet;
    }

    private static List<byte[]> packets(String... texts) {
        return Stream.of(texts)
                .map(PacketText::packet)
                .map(PacketMutator::drained)
                .toList();
    }

    private static byte[] drained(ByteBuf packet) {
        try {
            return ByteBufUtil.getBytes(packet);
        } finally {
            packet.release();
        }
    }
}
