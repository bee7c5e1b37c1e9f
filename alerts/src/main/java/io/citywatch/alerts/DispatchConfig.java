package io.citywatch.alerts;

import io.citywatch.alerts.access.AccountConfig;
import io.citywatch.alerts.dispatch.DispatchRules;
import io.citywatch.alerts.history.HistoryConfig;
import io.citywatch.alerts.notify.ChannelsConfig;
import io.citywatch.alerts.store.PostgresRegistry;
import io.citywatch.alerts.storm.StormSettings;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where dispatch finds its database and its log, and where it answers.
 *
 * @param jdbcUrl {@code jdbc:postgresql://...}
 * @param bootstrapServers of the log
 * @param httpHost the address that API and console bind
 * @param httpPort 0 takes any that is free
 * @param mapFile GeoJSON of the city for the console's map; none if null
 * @param accounts created or brought up to date at the start
 * @param adminPasswordFile where the password of a first administrator is left if there is no account at all
 * @param secureCookies whether browsers reach the server by TLS alone
 * @param history where tracks and readings are read; they are refused if null
 * @param zone of the city, in which shifts are meant
 * @param roadsFile the city's streets, as OpenStreetMap has them ({@code .osm}, {@code .osm.gz}, {@code .osm.pbf}); without
 *     it people are ranked as the crow flies
 * @param channels how people are reached besides the app
 * @param rules what dispatch goes by
 * @param storm when there is more than operators can look at one by one
 */
public record DispatchConfig(
        String jdbcUrl,
        String dbUser,
        String dbPassword,
        String bootstrapServers,
        String httpHost,
        int httpPort,
        @Nullable Path mapFile,
        List<AccountConfig> accounts,
        Path adminPasswordFile,
        boolean secureCookies,
        @Nullable HistoryConfig history,
        ZoneId zone,
        @Nullable Path roadsFile,
        ChannelsConfig channels,
        DispatchRules rules,
        StormSettings storm) {
    /** Without a history, in a city that lives by the usual zone. */
    public DispatchConfig(
            String jdbcUrl,
            String dbUser,
            String dbPassword,
            String bootstrapServers,
            String httpHost,
            int httpPort,
            @Nullable Path mapFile,
            List<AccountConfig> accounts,
            Path adminPasswordFile,
            boolean secureCookies) {
        this(
                jdbcUrl,
                dbUser,
                dbPassword,
                bootstrapServers,
                httpHost,
                httpPort,
                mapFile,
                accounts,
                adminPasswordFile,
                secureCookies,
                null,
                PostgresRegistry.DEFAULT_ZONE,
                null,
                ChannelsConfig.DEFAULTS,
                DispatchRules.DEFAULTS,
                StormSettings.DEFAULTS);
    }

    /** The same in a city whose streets are known. */
    public DispatchConfig withRoads(Path file) {
        return with(file, storm);
    }

    /** The same where it is a storm at another time. */
    public DispatchConfig withStorm(StormSettings other) {
        return with(roadsFile, other);
    }

    private DispatchConfig with(@Nullable Path roads, StormSettings storms) {
        return new DispatchConfig(
                jdbcUrl,
                dbUser,
                dbPassword,
                bootstrapServers,
                httpHost,
                httpPort,
                mapFile,
                accounts,
                adminPasswordFile,
                secureCookies,
                history,
                zone,
                roads,
                channels,
                rules,
                storms);
    }

    /** @throws IllegalArgumentException naming what is wrong */
    public DispatchConfig {
        Objects.requireNonNull(dbUser, "dbUser");
        Objects.requireNonNull(dbPassword, "dbPassword");
        if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("jdbc-url: '" + jdbcUrl + "' (expected: jdbc:postgresql://...)");
        }
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrap-servers: none (expected: host:port, host:port, ...)");
        }
        if (httpHost.isBlank()) {
            throw new IllegalArgumentException("http-host: none (expected: an address to listen on)");
        }
        if (httpPort < 0 || httpPort > 65_535) {
            throw new IllegalArgumentException("http-port: " + httpPort + " (expected: 0-65535)");
        }
        accounts = List.copyOf(accounts);
        long names = accounts.stream().map(AccountConfig::name).distinct().count();
        if (names != accounts.size()) {
            throw new IllegalArgumentException("accounts: a name stands twice (expected: each once)");
        }
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "DispatchConfig[" + jdbcUrl + ", log " + bootstrapServers + ", http " + httpHost + ":" + httpPort + "]";
    }
}
