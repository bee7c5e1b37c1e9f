package io.citywatch.alerts.notify.webhook;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A provider of one's own.
 *
 * @param url where messages are posted, {@code https://host/path}
 * @param secret signs what is posted and what comes back; at least 32 characters
 */
public record WebhookConfig(@Nullable URI url, @Nullable String secret) {
    private static final int SHORTEST_SECRET = 32;

    public static final WebhookConfig NONE = new WebhookConfig(null, null);

    /** @throws IllegalArgumentException naming what is wrong */
    public WebhookConfig {
        if (url != null
                && (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme())))) {
            throw new IllegalArgumentException("url: '" + url + "' (expected: https://host/path)");
        }
        if (secret != null && secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "secret: " + secret.length() + " characters (expected: at least " + SHORTEST_SECRET + ")");
        }
    }

    /** @throws IllegalArgumentException if nothing could be sent by it */
    public void requireComplete() {
        if (url == null) {
            throw new IllegalArgumentException("webhook.url: none (expected: https://host/path)");
        }
        if (secret == null) {
            throw new IllegalArgumentException(
                    "webhook.secret: none (expected: at least " + SHORTEST_SECRET + " characters)");
        }
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "WebhookConfig[" + url + "]";
    }
}
