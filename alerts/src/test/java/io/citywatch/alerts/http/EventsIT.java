package io.citywatch.alerts.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Server-sent events: order, resuming, resetting, rights, and silence. */
class EventsIT {
    private ApiUnderTest api;

    @BeforeEach
    void start() {
        api = new ApiUnderTest(16, Duration.ofMillis(200));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    /** One open stream; its lines come in by a thread of its own. */
    private final class Stream implements AutoCloseable {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final CompletableFuture<Void> ended;
        private final HttpResponse<InputStream> response;

        Stream(String token, String lastEventId) throws Exception {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(api.uri("/api/v1/events")).header("Authorization", "Bearer " + token);
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            response = api.client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            ended = CompletableFuture.runAsync(this::read);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        }

        private void read() {
            try (var reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line);
                }
            } catch (IOException e) {
                lines.add("cut off");
            }
        }

        /** The next line that begins so. */
        String next(String prefix) throws InterruptedException {
            List<String> others = new ArrayList<>();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (System.nanoTime() < deadline) {
                String line = lines.poll(100, TimeUnit.MILLISECONDS);
                if (line != null && line.startsWith(prefix)) {
                    return line;
                }
                if (line != null) {
                    others.add(line);
                }
            }
            throw new AssertionError("no line '" + prefix + "' within 10 s but " + others);
        }

        @Override
        public void close() {
            try {
                response.body().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void publish(int number) {
        api.hub.publish("incident", Map.of("id", "i" + number, "rules", List.of("E1")));
    }

    @Test
    void sendsWhatChangesWithIdTypeAndBody() throws Exception {
        try (Stream stream = new Stream(ApiUnderTest.OPERATOR, null)) {
            assertThat(stream.next("retry:")).isEqualTo("retry: 2000");
            assertThat(stream.next("id:")).isEqualTo("id: boot-0");

            publish(1);

            assertThat(stream.next("id:")).isEqualTo("id: boot-1");
            assertThat(stream.next("event:")).isEqualTo("event: incident");
            assertThat(stream.next("data:")).contains("\"id\":\"i1\"");
        }
    }

    @Test
    void resumesAfterTheLastIdThatWasSeen() throws Exception {
        for (int i = 1; i <= 5; i++) {
            publish(i);
        }

        try (Stream stream = new Stream(ApiUnderTest.OPERATOR, "boot-3")) {
            assertThat(stream.next("id:")).isEqualTo("id: boot-4");
            assertThat(stream.next("id:")).isEqualTo("id: boot-5");
            publish(6);
            assertThat(stream.next("id:")).isEqualTo("id: boot-6");
        }
    }

    @Test
    void resetsWhenTheIdIsTooOldOrOfAnotherProcess() throws Exception {
        for (int i = 1; i <= 40; i++) {
            publish(i);
        }

        for (String id : List.of("boot-3", "earlier-39", "boot-99", "nonsense")) {
            try (Stream stream = new Stream(ApiUnderTest.OPERATOR, id)) {
                assertThat(stream.next("id:")).as(id).isEqualTo("id: boot-40");
                assertThat(stream.next("event:")).as(id).isEqualTo("event: reset");
            }
        }
    }

    @Test
    void sendsARespondersOwnOffersAlone() throws Exception {
        String token = api.registerResponder("r1");
        try (Stream stream = new Stream(token, null)) {
            stream.next("id:");

            publish(1);
            api.hub.publish("offer", Map.of("id", "o2", "responder", "r2"));
            api.hub.publish("position", Map.of("responder", "r1", "lat", 1));
            api.hub.publish("offer", Map.of("id", "o1", "responder", "r1"));

            assertThat(stream.next("data:")).contains("\"o1\"");
        }
    }

    @Test
    void sendsThePoliceIncidentsOfStolenVehiclesAlone() throws Exception {
        try (Stream stream = new Stream(ApiUnderTest.POLICE, null)) {
            stream.next("id:");

            publish(1);
            api.hub.publish("device", Map.of("id", "d1"));
            api.hub.publish("incident", Map.of("id", "i2", "kind", "theft"));
            api.hub.publish("closures", Map.of("standing", 7));

            assertThat(stream.next("data:")).contains("\"i2\"");
            assertThat(stream.next("data:")).as("they ride there too").contains("\"standing\":7");
        }
    }

    @Test
    void commentsWhileNothingHappens() throws Exception {
        try (Stream stream = new Stream(ApiUnderTest.OPERATOR, null)) {
            assertThat(stream.next(":")).isEqualTo(":");
            assertThat(stream.next(":")).isEqualTo(":");
        }
    }

    @Test
    void endsWhenTheRightsAreWithdrawn() throws Exception {
        String token = api.registerResponder("leaver");
        try (Stream stream = new Stream(token, null)) {
            stream.next("id:");

            int removed = api.call("DELETE", "/responders/leaver", ApiUnderTest.ADMIN, null)
                    .status();

            assertThat(removed).isEqualTo(204);
            stream.ended.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aPageThatIsFarBehindGetsEverythingOrAReset() throws Exception {
        try (Stream stream = new Stream(ApiUnderTest.OPERATOR, null)) {
            stream.next("id:");
            for (int i = 1; i <= 2_000; i++) {
                publish(i);
            }

            String id = stream.next("id: boot-2000");

            assertThat(id).isEqualTo("id: boot-2000");
        }
    }

    @Test
    void aStopEndsEveryStream() throws Exception {
        Stream stream = new Stream(ApiUnderTest.OPERATOR, null);
        stream.next("id:");

        long began = System.nanoTime();
        api.stopServing();

        stream.ended.get(10, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
    }
}
