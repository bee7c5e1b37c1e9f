package io.citywatch.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** A call terminal that numbers its messages and never sends seven of them; the ledger must name those and no other. */
final class ForgetfulDevice implements AutoCloseable {
    /** The last number below which all seven lie. */
    static final long LAST_FORGOTTEN = 41;

    private static final Set<Long> FORGOTTEN = Set.of(2L, 7L, 8L, 19L, 28L, 33L, LAST_FORGOTTEN);

    private final String id;
    private final PahoDevice device;
    private long next;

    ForgetfulDevice(String id, String token, int mqttPort) {
        this.id = id;
        this.device = new PahoDevice(id, token, mqttPort);
    }

    long next() {
        return next;
    }

    /** Publishes its next message until it is acknowledged, or forgets it. */
    void publish() {
        long seq = next;
        if (!FORGOTTEN.contains(seq)) {
            String stamp = "{\"ts\":" + System.currentTimeMillis() + ",\"boot\":\"b\",\"seq\":" + seq;
            boolean urgent = seq % 10 == 0;
            device.publish(
                    urgent ? "events/call" : "telemetry/vitals",
                    urgent ? stamp + ",\"event\":\"ok\",\"source\":\"base\"}" : stamp + ",\"heartRate\":70}");
        }
        next = seq + 1;
    }

    void publishUpTo(long last) {
        while (next <= last) {
            publish();
        }
    }

    /** {@code GET /devices/{id}} counts all it published, and misses the seven alone. */
    void missesTheSevenAlone(Api admin, Duration atMost) {
        JsonNode told = admin.await(
                "/devices/" + id, atMost, ledger -> ledger.path("published").asLong() >= next);
        assertThat(told.path("published").asLong()).as("published: " + told).isEqualTo(next);
        assertThat(told.path("stored").asLong()).as("stored: " + told).isEqualTo(next - FORGOTTEN.size());
        assertThat(told.path("missing").asLong()).as("missing: " + told).isEqualTo(FORGOTTEN.size());
        Set<Long> missing = new TreeSet<>();
        for (JsonNode gap : told.path("missingSeqs")) {
            assertThat(gap.path("boot").asText()).isEqualTo("b");
            for (long seq = gap.path("from").asLong(); seq <= gap.path("to").asLong(); seq++) {
                missing.add(seq);
            }
        }
        assertThat(missing).as("missing: " + told).isEqualTo(new TreeSet<>(FORGOTTEN));
    }

    @Override
    public void close() {
        device.close();
    }
}
