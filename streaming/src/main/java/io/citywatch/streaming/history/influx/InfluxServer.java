package io.citywatch.streaming.history.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import io.citywatch.model.PlainText;
import io.citywatch.streaming.history.HistoryTarget;
import java.time.Duration;
import java.util.List;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * A server behind the InfluxDB client. An InfluxDB that knows the first API alone is written to by the same client: its
 * requests are turned from {@code /api/v2/write} to {@code /write} on their way out.
 */
final class InfluxServer implements LineServer {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;
    private static final int MOST_REASON_CHARACTERS = 300;

    private final ConnectionPool connections = new ConnectionPool();
    private final Dispatcher dispatcher = new Dispatcher();
    private final InfluxDBClient client;
    private final WriteApiBlocking writer;

    InfluxServer(HistoryTarget target) {
        OkHttpClient.Builder http = new OkHttpClient.Builder()
                .connectionPool(connections)
                .dispatcher(dispatcher)
                .connectTimeout(CONNECT_WITHIN)
                .readTimeout(ANSWER_WITHIN)
                .writeTimeout(ANSWER_WITHIN)
                .callTimeout(ANSWER_WITHIN);
        if (target.user() != null && target.password() != null) {
            http.addInterceptor(basicAuthentication(target.user(), target.password()));
        }
        if (target.api() == HistoryTarget.Api.V1) {
            http.addInterceptor(firstApi());
        }
        InfluxDBClientOptions.Builder options = InfluxDBClientOptions.builder()
                .url(target.url())
                .org(target.org())
                .bucket(target.bucket())
                .okHttpClient(http);
        if (target.token() != null) {
            options.authenticateToken(target.token().toCharArray());
        }
        client = InfluxDBClientFactory.create(options.build());
        writer = client.getWriteApiBlocking();
    }

    @Override
    public Answer write(List<String> lines) {
        try {
            writer.writeRecord(WritePrecision.NS, String.join("\n", lines));
            return new Answer.Taken();
        } catch (InfluxException e) {
            return switch (e.status()) {
                case BAD_REQUEST, UNPROCESSABLE -> new Answer.Refused(reason(e));
                case TOO_LARGE -> new Answer.TooLarge();
                default -> new Answer.Away(reason(e));
            };
        }
    }

    @Override
    public void close() {
        client.close();
        // The client leaves these running, and with them the class loader of a job that has ended.
        dispatcher.executorService().shutdown();
        connections.evictAll();
    }

    private static String reason(InfluxException e) {
        return PlainText.cleaned(String.valueOf(e.getMessage()), MOST_REASON_CHARACTERS);
    }

    private static Interceptor basicAuthentication(String user, String password) {
        String header = Credentials.basic(user, password);
        return chain -> chain.proceed(
                chain.request().newBuilder().header("Authorization", header).build());
    }

    /** {@code .../api/v2/write?org=&bucket=b&precision=ns} becomes {@code .../write?db=b}; its times are nanoseconds. */
    private static Interceptor firstApi() {
        return chain -> {
            Request request = chain.request();
            HttpUrl url = request.url();
            int segments = url.pathSize();
            HttpUrl first = url.newBuilder()
                    .removePathSegment(segments - 1)
                    .removePathSegment(segments - 2)
                    .setPathSegment(segments - 3, "write")
                    .query(null)
                    .addQueryParameter("db", url.queryParameter("bucket"))
                    .build();
            return chain.proceed(request.newBuilder().url(first).build());
        };
    }
}
