package io.citywatch.alerts.http;

import io.citywatch.alerts.notify.Receipts;
import org.jspecify.annotations.Nullable;

/**
 * Who takes providers' receipts, and by what the providers are known.
 *
 * @param webhookSecret of a provider of one's own; none is believed if null
 * @param aliyunKey in the address of Aliyun's reports; none is believed if null
 */
public record ChannelReports(
        Receipts receipts,
        @Nullable String webhookSecret,
        @Nullable String aliyunKey) {
    /** Never a secret. */
    @Override
    public String toString() {
        return "ChannelReports";
    }
}
