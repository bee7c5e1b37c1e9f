package io.citywatch.benchmarks.ingest;

import io.citywatch.model.telemetry.Lane;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What a connection costs our gateway: the time to log in, and the memory to stay. Each is measured on a server of its
 * own; memory in a heap that a collection shrinks to what lives.
 */
final class ConnectionCosts {
    /** How the figure came about, for its readers. */
    static final String IDLE_HOW =
            "growth of VmRSS of the gateway's process (Kafka in it), of the heap if that grew more, / connections, after three"
                    + " full collections before and after; -Xms32m, MinHeapFreeRatio 5, MaxHeapFreeRatio 10";

    private static final int WARM_UP_CONNECTS = 4_000;
    private static final int MEASURED_CONNECTS = 8_000;

    private final LoadGenerator load;
    private final IngestPlan plan;
    private final Consumer<String> progress;

    ConnectionCosts(LoadGenerator load, IngestPlan plan, Consumer<String> progress) {
        this.load = load;
        this.plan = plan;
        this.progress = progress;
    }

    /** From the TCP connect to the CONNACK and away again, 50 at once; logins a second. */
    long connectsPerSecond(Target target) {
        double unused = load.connectAndLeave(target, plan.devices(), WARM_UP_CONNECTS);
        long perSecond = Math.round(load.connectAndLeave(target, plan.devices(), MEASURED_CONNECTS));
        progress.accept(String.format(Locale.ROOT, "%,d connects/s%s", perSecond, target.tls() ? " by TLS" : ""));
        return perSecond;
    }

    /** Growth of the server's resident memory a connection that is logged in and silent. */
    long idleBytes(Server server, Target target) {
        double unused = load.connectAndLeave(target, plan.devices(), WARM_UP_CONNECTS);
        Memory before = settled(server);
        List<LoadGroup> clients = load.open(target, 0, plan.idleConnections(), "none", Lane.BULK, 1);
        Memory after = settled(server);
        LoadGenerator.leave(clients);
        long heap = (after.heap() - before.heap()) / plan.idleConnections();
        // Pages that the collector gave back meanwhile hide what came; what lives in the heap is the least of it.
        long bytes = Math.max(heap, (after.resident() - before.resident()) / plan.idleConnections());
        progress.accept(String.format(
                Locale.ROOT,
                "%,d bytes an idle connection%s (%,d of them: %d MB, then %d MB; %,d of the bytes in the heap)",
                bytes,
                target.tls() ? " by TLS" : "",
                plan.idleConnections(),
                before.resident() >> 20,
                after.resident() >> 20,
                heap));
        return bytes;
    }

    private record Memory(long resident, long heap) {}

    private static Memory settled(Server server) {
        long heap = Long.parseLong(server.process().ask("settle"));
        return new Memory(server.process().residentBytes(), heap);
    }
}
