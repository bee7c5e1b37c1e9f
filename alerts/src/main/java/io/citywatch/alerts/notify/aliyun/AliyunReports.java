package io.citywatch.alerts.notify.aliyun;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.notify.Receipts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what Aliyun posts: {@code SmsReport}, and of calls {@code VoiceReport} and {@code VoiceCallReport}. */
public final class AliyunReports {
    /** Heard to the end, hung up before it, and no key pressed: somebody took the call. 200102: somebody takes it now. */
    private static final Set<String> TAKEN = Set.of("200000", "200001", "200008", "200102", "300000");
    /** It begins, rings, ends: what came of it is said by another report. */
    private static final Set<String> UNDER_WAY = Set.of("200100", "200101", "200201");

    private AliyunReports() {}

    /** @throws IllegalArgumentException if it is no array of reports */
    public static List<Receipts.Receipt> ofTexts(JsonNode body) {
        return each(body, AliyunReports::ofText);
    }

    /** @throws IllegalArgumentException if it is no array of reports */
    public static List<Receipts.Receipt> ofCalls(JsonNode body) {
        return each(body, AliyunReports::ofCall);
    }

    private interface Reading {
        Optional<Receipts.Receipt> read(JsonNode report);
    }

    private static List<Receipts.Receipt> each(JsonNode body, Reading reading) {
        if (!body.isArray()) {
            throw new IllegalArgumentException("body: " + body.getNodeType() + " (expected: an array of reports)");
        }
        List<Receipts.Receipt> receipts = new ArrayList<>();
        body.forEach(report -> reading.read(report).ifPresent(receipts::add));
        return receipts;
    }

    private static Optional<Receipts.Receipt> ofText(JsonNode report) {
        JsonNode success = report.path("success");
        if (!success.isBoolean() && !success.asText().matches("true|false")) {
            throw new IllegalArgumentException("success: missing (expected: true or false)");
        }
        return Optional.of(new Receipts.Receipt(
                text(report, "out_id"), text(report, "biz_id"), success.asBoolean(), text(report, "err_code")));
    }

    private static Optional<Receipts.Receipt> ofCall(JsonNode report) {
        String code = text(report, "status_code");
        if (code == null) {
            throw new IllegalArgumentException("status_code: missing (expected: a call's status)");
        }
        if (UNDER_WAY.contains(code)) {
            return Optional.empty();
        }
        return Optional.of(
                new Receipts.Receipt(text(report, "out_id"), text(report, "call_id"), TAKEN.contains(code), code));
    }

    private static @Nullable String text(JsonNode report, String field) {
        String text = report.path(field).asText("");
        return text.isEmpty() ? null : text;
    }
}
