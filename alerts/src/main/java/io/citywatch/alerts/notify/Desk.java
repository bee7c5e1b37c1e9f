package io.citywatch.alerts.notify;

import io.citywatch.alerts.intake.AreaLookup;
import io.citywatch.model.registry.Channel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What the courier hands over, and to whom. */
final class Desk {
    private final ChannelsConfig settings;
    private final Map<Channel, Provider> providers;
    private final AreaLookup areas;

    Desk(ChannelsConfig settings, Map<Channel, Provider> providers, AreaLookup areas) {
        this.settings = settings;
        this.providers = Map.copyOf(providers);
        this.areas = areas;
    }

    /** What the person is told; empty if there is no number to dial, or nothing to tell. */
    Optional<Page> page(NotificationStore.Standing standing) {
        NotificationStore.Message message = standing.message();
        if (message == null) {
            return Optional.empty();
        }
        Notification row = standing.row();
        return standing.person()
                .number()
                .map(number -> new Page(
                        row.id(),
                        row.refusals(),
                        row.channel(),
                        number,
                        message.kind(),
                        message.severity(),
                        message.position() == null ? null : areas.districtAt(message.position()),
                        message.distanceMeters(),
                        message.travelSeconds(),
                        message.deadline(),
                        settings.answerAt()));
    }

    CompletableFuture<Attempt> send(Page page) {
        Provider provider = providers.get(page.channel());
        if (provider == null) {
            return CompletableFuture.completedFuture(new Attempt.Refused("no provider is set up"));
        }
        try {
            return provider.send(page);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
