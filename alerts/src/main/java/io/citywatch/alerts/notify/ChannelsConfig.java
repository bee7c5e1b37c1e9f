package io.citywatch.alerts.notify;

import io.citywatch.alerts.notify.aliyun.AliyunConfig;
import io.citywatch.alerts.notify.webhook.WebhookConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How people are reached besides the app.
 *
 * @param pushWait the app did not acknowledge an offer: the next channel after this
 * @param callWait a call was not taken: the next channel after this
 * @param smsWait the text was not reported as delivered: given up after this
 * @param timeout of one request to a provider
 * @param atOnce requests to providers under way at the same time
 * @param calls who places calls
 * @param messages who sends texts
 * @param answerAt what texts say of how to answer, such as an address or a number; the app, if absent
 */
public record ChannelsConfig(
        Duration pushWait,
        Duration callWait,
        Duration smsWait,
        Duration timeout,
        int atOnce,
        By calls,
        By messages,
        @Nullable String answerAt,
        WebhookConfig webhook,
        AliyunConfig aliyun) {
    private static final int LONGEST_ANSWER_AT = 100;

    /** Who provides a channel. */
    public enum By {
        NOBODY,
        WEBHOOK,
        ALIYUN
    }

    /** Nothing but the app. */
    public static final ChannelsConfig DEFAULTS = new ChannelsConfig(
            Duration.ofSeconds(8),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofSeconds(3),
            64,
            By.NOBODY,
            By.NOBODY,
            null,
            WebhookConfig.NONE,
            AliyunConfig.NONE);

    /** @throws IllegalArgumentException naming what is wrong */
    public ChannelsConfig {
        check("push-wait", pushWait, Duration.ofMinutes(5));
        check("call-wait", callWait, Duration.ofMinutes(5));
        check("sms-wait", smsWait, Duration.ofMinutes(30));
        check("timeout", timeout, Duration.ofSeconds(30));
        if (atOnce < 1 || atOnce > 1_000) {
            throw new IllegalArgumentException("at-once: " + atOnce + " (expected: 1-1000)");
        }
        if (answerAt != null && answerAt.length() > LONGEST_ANSWER_AT) {
            throw new IllegalArgumentException(
                    "answer-at: " + answerAt.length() + " characters (expected: at most " + LONGEST_ANSWER_AT + ")");
        }
        if (calls == By.WEBHOOK || messages == By.WEBHOOK) {
            webhook.requireComplete();
        }
        if (calls == By.ALIYUN) {
            aliyun.requireVoice();
        }
        if (messages == By.ALIYUN) {
            aliyun.requireSms();
        }
    }

    private static void check(String name, Duration value, Duration most) {
        if (value.isNegative() || value.isZero() || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    name + ": " + value + " (expected: above 0, at most " + most.toSeconds() + " s)");
        }
    }
}
