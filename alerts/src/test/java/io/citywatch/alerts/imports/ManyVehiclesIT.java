package io.citywatch.alerts.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.access.Role;
import io.citywatch.alerts.registry.Consequences;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.DatabaseConfig;
import io.citywatch.alerts.store.OutboxBacklog;
import io.citywatch.alerts.store.OutboxRelay;
import io.citywatch.alerts.store.PostgresAuditLog;
import io.citywatch.alerts.store.PostgresImportLock;
import io.citywatch.alerts.store.PostgresRegistry;
import io.citywatch.alerts.testing.EmbeddedKafka;
import io.citywatch.model.log.LogTopic;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A large import on a PostgreSQL that writes to disk and a real log, whose relay runs beside it. The whole city:
 * {@code -Dcitywatch.import.vehicles=210000}.
 */
class ManyVehiclesIT {
    private static final Logger LOG = LoggerFactory.getLogger(ManyVehiclesIT.class);
    private static final int VEHICLES = Integer.getInteger("citywatch.import.vehicles", 10_000);

    private static byte[] file(String colour) {
        StringBuilder file = new StringBuilder("plate,tag,household,homeReader,make,colour,owner.name,owner.phone\n");
        for (int i = 0; i < VEHICLES; i++) {
            file.append("粤D%06d,E2%08X,H%d,reader-%d,Honda CG125,%s,李秀英,1380000%04d\n"
                    .formatted(i, i, i / 3, i % 2_000, colour, i % 10_000));
        }
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void everyVehicleIsRegisteredAndReachesTheLog() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
                Database database =
                        Database.open(new DatabaseConfig(postgres.getJdbcUrl("postgres", "postgres"), "postgres", ""));
                OutboxRelay relay = OutboxRelay.start(database, kafka.bootstrapServers())) {
            PostgresRegistry tables = new PostgresRegistry(database);
            Imports imports = new Imports(
                    new Imports.Stores(
                            tables.vehicles(),
                            Consequences.none(),
                            tables.elders(),
                            tables.responders(),
                            tables.devices(),
                            tables.areas()),
                    database,
                    new PostgresImportLock(database),
                    new OutboxBacklog(database),
                    new PostgresAuditLog(database),
                    Clock.systemUTC(),
                    new SecureRandom());

            ImportReport first = run(imports, file("red"), "new");
            awaitRelayed(database);
            ImportReport same = run(imports, file("red"), "unchanged");
            ImportReport changed = run(imports, file("blue"), "changed");
            awaitRelayed(database);

            assertThat(relay.isHealthy()).isTrue();
            assertThat(List.of(first.created(), same.unchanged(), changed.updated()))
                    .containsOnly(VEHICLES);
            assertThat(logged(kafka)).isEqualTo(2L * VEHICLES);
        }
    }

    private static ImportReport run(Imports imports, byte[] file, String what) {
        long start = System.nanoTime();
        ImportReport report = imports.run("vehicles", new ByteArrayInputStream(file), new Person("admin", Role.ADMIN))
                .orElseThrow();
        LOG.warn(
                "import: {} {} vehicles in {} ms",
                VEHICLES,
                what,
                Duration.ofNanos(System.nanoTime() - start).toMillis());
        return report;
    }

    private static void awaitRelayed(Database database) {
        long start = System.nanoTime();
        long deadline = start + Duration.ofMinutes(5).toNanos();
        while (database.jdbi()
                        .withHandle(handle -> handle.createQuery("SELECT count(*) FROM outbox")
                                .mapTo(Integer.class)
                                .one())
                > 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        LOG.warn(
                "import: relayed {} ms after its end",
                Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    private static long logged(EmbeddedKafka kafka) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < LogTopic.REGISTRY_VEHICLES.partitions(); i++) {
            partitions.add(new TopicPartition(LogTopic.REGISTRY_VEHICLES.topicName(), i));
        }
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
