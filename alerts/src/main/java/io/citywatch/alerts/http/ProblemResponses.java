package io.citywatch.alerts.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.citywatch.alerts.store.Outages;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders what went wrong. */
final class ProblemResponses {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemResponses.class);

    private ProblemResponses() {}

    /** An answer that may be refused. */
    @FunctionalInterface
    interface Work {
        HttpResponse get();
    }

    static HttpResponse guard(String path, Work work) {
        try {
            return work.get();
        } catch (RefusedCall e) {
            return response(e.problem());
        } catch (RuntimeException e) {
            return response(unexpected(path, e));
        }
    }

    static Problem unexpected(String path, Throwable failure) {
        if (Outages.isOutage(failure)) {
            LOG.warn("{}: the records cannot be reached: {}", path, failure.toString());
            return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "records", "unreachable", "another try in a moment");
        }
        LOG.error("{}: failed", path, failure);
        return new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "server", "failed", "an answer");
    }

    static HttpResponse response(Problem problem) {
        return HttpResponse.of(headers(problem, null), problem.json());
    }

    static ResponseHeaders headers(Problem problem, @Nullable String allow) {
        ResponseHeadersBuilder headers = ResponseHeaders.builder(problem.status())
                .contentType(Problem.MEDIA_TYPE)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        if (problem.status().equals(HttpStatus.UNAUTHORIZED)) {
            headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        if (problem.status().equals(HttpStatus.SERVICE_UNAVAILABLE)) {
            headers.set(HttpHeaderNames.RETRY_AFTER, "1");
        }
        if (allow != null) {
            headers.set(HttpHeaderNames.ALLOW, allow);
        }
        return headers.build();
    }
}
