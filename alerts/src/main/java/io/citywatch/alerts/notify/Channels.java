package io.citywatch.alerts.notify;

import io.citywatch.alerts.intake.AreaLookup;
import io.citywatch.alerts.notify.aliyun.AliyunProvider;
import io.citywatch.alerts.notify.webhook.WebhookProvider;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.PostgresNotificationStore;
import io.citywatch.model.registry.Channel;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The channels of one process, wired. Closing lets what is under way end. */
public final class Channels implements AutoCloseable {
    private final Notifications notifications;
    private final Courier courier;
    private final Receipts receipts;

    private Channels(Notifications notifications, Courier courier, Receipts receipts) {
        this.notifications = notifications;
        this.courier = courier;
        this.receipts = receipts;
    }

    /**
     * What channels ask of others.
     *
     * @param areas names the district of a place
     * @param random spreads tries
     */
    public record Around(AreaLookup areas, MeterRegistry meters, Clock clock, RandomGenerator random) {}

    /** Wires everything without a thread. */
    public static Channels assemble(Database database, ChannelsConfig settings, Around around) {
        return assemble(database, settings, providers(settings, around.clock()), around);
    }

    /** The same with providers of one's own. */
    public static Channels assemble(
            Database database, ChannelsConfig settings, Map<Channel, Provider> providers, Around around) {
        NotificationStore store = new PostgresNotificationStore(database);
        ChannelMetrics metrics = new ChannelMetrics(around.meters());
        metrics.waiting(store::waiting);
        Ladder ladder = new Ladder(settings, providers.keySet());
        Desk desk = new Desk(settings, providers, around.areas());
        Courier courier =
                new Courier(database, store, ladder, desk, settings, metrics, around.random(), around.clock());
        Notifications notifications = new Notifications(store, ladder, courier::announce);
        return new Channels(
                notifications,
                courier,
                new Receipts(database, store, ladder, courier::announce, metrics, around.clock()));
    }

    private static Map<Channel, Provider> providers(ChannelsConfig settings, Clock clock) {
        Map<Channel, Provider> providers = new EnumMap<>(Channel.class);
        if (settings.calls() == ChannelsConfig.By.NOBODY && settings.messages() == ChannelsConfig.By.NOBODY) {
            return providers;
        }
        Exchange exchange = new Exchange(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(settings.timeout())
                        .build(),
                settings.timeout());
        put(providers, Channel.CALL, settings.calls(), settings, exchange, clock);
        put(providers, Channel.SMS, settings.messages(), settings, exchange, clock);
        return providers;
    }

    private static void put(
            Map<Channel, Provider> providers,
            Channel channel,
            ChannelsConfig.By by,
            ChannelsConfig settings,
            Exchange exchange,
            Clock clock) {
        switch (by) {
            case NOBODY -> {}
            case WEBHOOK -> providers.put(channel, new WebhookProvider(settings.webhook(), exchange, clock));
            case ALIYUN -> providers.put(channel, new AliyunProvider(settings.aliyun(), exchange, clock));
        }
    }

    /** Begins to send. */
    public void start() {
        courier.start();
    }

    /** For who has no thread: does everything that is due now, and waits for what the providers answer. */
    public void runDue() {
        courier.runDue();
    }

    public Notifications notifications() {
        return notifications;
    }

    public Receipts receipts() {
        return receipts;
    }

    /** False while what is due cannot be looked at. */
    public boolean isHealthy() {
        return courier.isHealthy();
    }

    @Override
    public void close() {
        courier.close();
    }
}
