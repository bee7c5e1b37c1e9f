package io.citywatch.alerts.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Renders what the server itself refuses (a body too large, a broken request, a timeout) as a problem, too. */
final class ProblemErrors implements ServerErrorHandler {
    @Override
    public @Nullable HttpResponse onServiceException(ServiceRequestContext context, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RefusedCall refused) {
            return ProblemResponses.response(refused.problem());
        }
        if (cause instanceof RequestTimeoutException) {
            return ProblemResponses.response(new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE, "time", "more than the request may take", "another try"));
        }
        if (cause instanceof HttpStatusException status) {
            return ProblemResponses.response(problemOf(status.httpStatus(), null));
        }
        return null;
    }

    @Override
    public @Nullable AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext context,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        if (status.isContentAlwaysEmpty() || !status.isError()) {
            return null;
        }
        Problem problem = problemOf(status, description);
        return AggregatedHttpResponse.of(ProblemResponses.headers(problem, null), problem.json());
    }

    private static Problem problemOf(HttpStatus status, @Nullable String description) {
        return new Problem(
                status,
                "request",
                description == null ? status.reasonPhrase() : description,
                "what the description of the API says");
    }
}
