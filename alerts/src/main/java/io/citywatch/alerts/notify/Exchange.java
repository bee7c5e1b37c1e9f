package io.citywatch.alerts.notify;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** One request to a provider and its answer, bounded in time and size. Thread-safe. */
public final class Exchange {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final HttpClient client;
    private final Duration timeout;

    public Exchange(HttpClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    /**
     * What came back.
     *
     * @param body the first 64 KiB
     * @param retryAfter a pause that the provider asks for
     */
    public record Reply(int status, String body, Optional<Duration> retryAfter) {
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** The provider did not take it, and may do so later. */
        public boolean isForLater() {
            return status >= 500 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT || status == TOO_EARLY;
        }

        /** Another try, as the provider asks. */
        public Attempt again(String reason) {
            // A server that failed may have done the work before; one that refused has not.
            return new Attempt.Again(reason, retryAfter.orElse(null), status == TOO_MANY_REQUESTS);
        }
    }

    /** Sends; whatever goes wrong on the way is worth another try, for nobody knows how far it came. */
    public CompletableFuture<Attempt> send(HttpRequest request, Function<Reply, Attempt> judge) {
        CompletableFuture<HttpResponse<byte[]>> response = client.sendAsync(request, info -> bounded());
        return response.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((answer, failure) -> {
                    if (failure != null) {
                        response.cancel(true);
                        return new Attempt.Again(reason(failure), null, false);
                    }
                    return judge.apply(new Reply(
                            answer.statusCode(),
                            new String(answer.body(), StandardCharsets.UTF_8),
                            retryAfter(answer)));
                });
    }

    private static HttpResponse.BodySubscriber<byte[]> bounded() {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        return HttpResponse.BodySubscribers.mapping(
                HttpResponse.BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(
                        bytes -> kept.write(bytes, 0, Math.min(bytes.length, MOST_BYTES - kept.size())))),
                nothing -> kept.toByteArray());
    }

    /** In seconds; a date, which the standard allows too, is taken for none. */
    private static Optional<Duration> retryAfter(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .map(pause -> pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }

    private String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException || cause instanceof CancellationException) {
            return "no answer in " + timeout.toMillis() + " ms";
        }
        return "cannot be reached: " + cause.getClass().getSimpleName();
    }
}
