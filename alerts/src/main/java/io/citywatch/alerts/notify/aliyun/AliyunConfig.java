package io.citywatch.alerts.notify.aliyun;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An account at Aliyun. Templates may use the variables {@code kind}, {@code place}, {@code meters} and {@code minutes}.
 *
 * @param accessKeyId of a user that may send, and nothing else
 * @param accessKeySecret of the same
 * @param smsUrl of the short message service
 * @param voiceUrl of the voice service
 * @param signName of texts, as Aliyun approved it
 * @param smsTemplate of texts, {@code SMS_...}
 * @param ttsTemplate that calls read out, {@code TTS_...}
 * @param showNumber that calls show; one of Aliyun's pool, if absent
 * @param reportKey stands in the address of reports, which Aliyun does not sign; at least 32 letters and digits
 */
public record AliyunConfig(
        @Nullable String accessKeyId,
        @Nullable String accessKeySecret,
        URI smsUrl,
        URI voiceUrl,
        @Nullable String signName,
        @Nullable String smsTemplate,
        @Nullable String ttsTemplate,
        @Nullable String showNumber,
        @Nullable String reportKey) {
    public static final AliyunConfig NONE = new AliyunConfig(
            null,
            null,
            URI.create("https://dysmsapi.aliyuncs.com/"),
            URI.create("https://dyvmsapi.aliyuncs.com/"),
            null,
            null,
            null,
            null,
            null);

    /** @throws IllegalArgumentException naming what is wrong */
    public AliyunConfig {
        check("sms-url", smsUrl);
        check("voice-url", voiceUrl);
        if (reportKey != null && !reportKey.matches("[A-Za-z0-9_-]{32,128}")) {
            throw new IllegalArgumentException("report-key: " + reportKey.length()
                    + " characters (expected: 32-128 letters, digits, hyphens and underscores)");
        }
    }

    private static void check(String name, URI url) {
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException(name + ": '" + url + "' (expected: https://host/)");
        }
    }

    /** @throws IllegalArgumentException if no text could be sent by it */
    public void requireSms() {
        requireKeys();
        require("sign-name", signName);
        require("sms-template", smsTemplate);
    }

    /** @throws IllegalArgumentException if no call could be placed by it */
    public void requireVoice() {
        requireKeys();
        require("tts-template", ttsTemplate);
    }

    private void requireKeys() {
        require("access-key-id", accessKeyId);
        require("access-key-secret", accessKeySecret);
        require("report-key", reportKey);
    }

    private static void require(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("aliyun." + name + ": none (expected: as the account has it)");
        }
    }

    /** Never a secret. */
    @Override
    public String toString() {
        return "AliyunConfig[" + smsUrl + ", " + voiceUrl + "]";
    }
}
