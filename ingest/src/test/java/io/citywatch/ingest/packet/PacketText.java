package io.citywatch.ingest.packet;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Packets as tests write them: the first byte, then what follows the remaining length, which is put in. Bytes in hex, a
 * string with its length as 'text', properties with their length in brackets: {@code 82 0001 (0B 01) 'a/b' 01}.
 */
public final class PacketText {
    private static final Pattern TOKEN = Pattern.compile("'([^']*)'|[()]|[0-9A-Fa-f]+");

    private PacketText() {}

    public static ByteBuf packet(String text) {
        ByteBuf first = Unpooled.buffer(1).writeBytes(HexFormat.of().parseHex(text.substring(0, 2)));
        ByteBuf body = bytes(text.substring(2));
        ByteBuf packet = Unpooled.buffer();
        packet.writeBytes(first);
        return writeVariable(packet, body.readableBytes()).writeBytes(body);
    }

    /** The bytes alone, for a packet whose length is written out. */
    public static ByteBuf bytes(String text) {
        Deque<ByteBuf> open = new ArrayDeque<>();
        open.push(Unpooled.buffer());
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            if (token.group(1) != null) {
                byte[] string = token.group(1).getBytes(StandardCharsets.UTF_8);
                open.element().writeShort(string.length).writeBytes(string);
            } else if (token.group().equals("(")) {
                open.push(Unpooled.buffer());
            } else if (token.group().equals(")")) {
                ByteBuf group = open.pop();
                writeVariable(open.element(), group.readableBytes()).writeBytes(group);
            } else {
                open.element().writeBytes(HexFormat.of().parseHex(token.group()));
            }
        }
        return open.pop();
    }

    private static ByteBuf writeVariable(ByteBuf out, int value) {
        int left = value;
        do {
            int digit = left & 0x7F;
            left >>= 7;
            out.writeByte(left > 0 ? digit | 0x80 : digit);
        } while (left > 0);
        return out;
    }
}
