package io.citywatch.alerts.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a row stands in the audit's chain: {@code number:hash}, the hash (SHA-256) over the row's content, its number and
 * the hash of the row before. Who knows one seal can tell whether any row up to it was changed, cut out or put in.
 *
 * @param number from 1, without a gap
 * @param hash 64 hex digits, lower case
 */
public record Seal(long number, String hash) {
    private static final String FORMAT = "citywatch-audit-1";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** Before the first row. */
    public static final Seal NONE = new Seal(0, "0".repeat(64));

    /** @throws IllegalArgumentException if the number is negative or the hash is none */
    public Seal {
        if (number < 0) {
            throw new IllegalArgumentException("number: " + number + " (expected: at least 0)");
        }
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("hash: " + hash + " (expected: 64 hex digits, lower case)");
        }
    }

    /**
     * What is sealed of a row: all of it.
     *
     * @param source its place in the log, of what came from there
     * @param refusal under which key it counted, of what counts
     */
    public record Content(
            long id,
            AuditEntry entry,
            @Nullable String source,
            @Nullable String refusal) {}

    /** The seal of the row that follows this one. */
    public Seal next(Content content) {
        return next(content, number + 1);
    }

    /** The same for a row that says another number: behind a gap. */
    Seal next(Content content, long itsNumber) {
        MessageDigest digest = sha256();
        add(digest, FORMAT);
        add(digest, hash);
        digest.update(
                ByteBuffer.allocate(16).putLong(itsNumber).putLong(content.id()).flip());
        AuditEntry entry = content.entry();
        Instant at = entry.at();
        digest.update(ByteBuffer.allocate(12)
                .putLong(at.getEpochSecond())
                .putInt(at.getNano())
                .flip());
        add(digest, entry.actor());
        add(digest, entry.action());
        add(digest, entry.target());
        Map<String, String> detail = new TreeMap<>(entry.detail());
        digest.update(ByteBuffer.allocate(4).putInt(detail.size()).flip());
        detail.forEach((key, value) -> {
            add(digest, key);
            add(digest, value);
        });
        add(digest, content.source());
        add(digest, content.refusal());
        return new Seal(itsNumber, HexFormat.of().formatHex(digest.digest()));
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static Seal parse(String text) {
        int colon = text.indexOf(':');
        try {
            return new Seal(Long.parseLong(text.substring(0, Math.max(0, colon))), text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    text + " (expected: a seal, as \"audit verify\" and the log say it: NUMBER:64 hex digits)", e);
        }
    }

    /** A length before each text, so that no two rows read alike; -1 for what is not there. */
    private static void add(MessageDigest digest, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        digest.update(
                ByteBuffer.allocate(4).putInt(text == null ? -1 : bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return number + ":" + hash;
    }
}
