package io.citywatch.alerts.http;

import io.citywatch.alerts.registry.RegistryStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Writes and reads the {@code next} of lists by creation and id; callers need not know what is in it. */
final class PageCursor {
    private PageCursor() {}

    static String write(RegistryStore.Cursor cursor) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, cursor.createdAt());
        String text = micros + "." + cursor.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static RegistryStore.@Nullable Cursor read(@Nullable String after) {
        if (after == null) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
            int dot = text.indexOf('.');
            Instant createdAt = Instant.EPOCH.plus(Long.parseLong(text.substring(0, dot)), ChronoUnit.MICROS);
            return new RegistryStore.Cursor(createdAt, text.substring(dot + 1));
        } catch (RuntimeException e) {
            throw new RefusedCall(Problem.badRequest("after", after, "the next of the part before"));
        }
    }
}
