package io.citywatch.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Golden documents as a broken or hostile device would send them, by a seed. */
public final class Mutation {
    /** Printed with each failure. */
    public static final long SEED = 20_261_122;

    private static final String[] VALUES = {
        "null",
        "0",
        "-1",
        "1",
        "12.5",
        "1e400",
        "9223372036854775808",
        "2147483648",
        "true",
        "\"\"",
        "\"a\\u0000b\"",
        "\"\\ud800\"",
        "\"\u202e\"",
        "[]",
        "[null]",
        "[\"\\u0085\"]",
        "[{}]",
        "{}",
        "{\"\\u0000\":1}",
        "{\"lat\":[]}"
    };
    private static final String[] PIECES = {
        "null",
        "-1",
        "1e400",
        "1e-400",
        "99999999999999999999",
        "NaN",
        "\"\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "[]",
        "{}",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "true",
        "\"ts\":",
        "\u0000",
        "\u202e",
        "\r\n"
    };

    private Mutation() {}

    /** The golden document with a few changes, half of the time still JSON. */
    public static byte[] of(String golden, Random random) {
        return random.nextBoolean()
                ? withOtherValues(Golden.object(golden), random)
                : withOtherBytes(Golden.bytes(golden), random);
    }

    /** Fails unless the reason is short and shows nothing that a log or a terminal would act on. */
    public static void assertSafe(String reason, byte[] payload) {
        boolean active = reason.codePoints()
                .anyMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE);
        if (reason.isBlank() || reason.length() > 300 || active) {
            throw new AssertionError(failure(payload) + ", reason " + PlainText.escaped(reason, 1_000));
        }
    }

    public static String failure(byte[] payload) {
        return "seed " + SEED + ", payload " + HexFormat.of().formatHex(payload);
    }

    /** Still JSON: fields are removed, or hold something else. */
    private static byte[] withOtherValues(ObjectNode golden, Random random) {
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            List<String> names = new ArrayList<>();
            golden.fieldNames().forEachRemaining(names::add);
            String name = names.isEmpty() || random.nextInt(8) == 0 ? "other" : names.get(random.nextInt(names.size()));
            if (random.nextInt(4) == 0) {
                golden.remove(name);
            } else {
                golden.putRawValue(name, new RawValue(VALUES[random.nextInt(VALUES.length)]));
            }
        }
        return golden.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] withOtherBytes(byte[] golden, Random random) {
        List<Byte> bytes = new ArrayList<>();
        for (byte value : golden) {
            bytes.add(value);
        }
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = bytes.isEmpty() ? 0 : random.nextInt(bytes.size());
            switch (random.nextInt(6)) {
                case 0 -> bytes.subList(at, bytes.size()).clear();
                case 1 ->
                    bytes.subList(at, Math.min(bytes.size(), at + 1 + random.nextInt(8)))
                            .clear();
                case 2 -> bytes.add(at, (byte) random.nextInt(256));
                case 3 -> insert(bytes, at, PIECES[random.nextInt(PIECES.length)]);
                case 4 -> replaceDigits(bytes, at, PIECES[random.nextInt(PIECES.length)]);
                default -> {
                    if (!bytes.isEmpty()) {
                        bytes.set(at, (byte) (bytes.get(at) ^ (1 << random.nextInt(8))));
                    }
                }
            }
        }
        byte[] result = new byte[bytes.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = bytes.get(i);
        }
        return result;
    }

    private static void insert(List<Byte> bytes, int at, String piece) {
        byte[] utf8 = piece.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < utf8.length; i++) {
            bytes.add(at + i, utf8[i]);
        }
    }

    /** Puts the piece in the place of the number that begins at or after the index, so that the syntax stays whole. */
    private static void replaceDigits(List<Byte> bytes, int at, String piece) {
        int from = at;
        while (from < bytes.size() && !Character.isDigit(bytes.get(from))) {
            from++;
        }
        int to = from;
        while (to < bytes.size() && Character.isDigit(bytes.get(to))) {
            to++;
        }
        bytes.subList(from, to).clear();
        insert(bytes, from, piece);
    }
}
