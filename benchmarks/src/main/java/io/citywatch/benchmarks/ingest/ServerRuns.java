package io.citywatch.benchmarks.ingest;

import io.citywatch.benchmarks.process.ProcessUsage;
import io.citywatch.model.telemetry.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The loads that one server gets, one after the other, each over connections of its own. */
final class ServerRuns {
    private static final int MOST_PACED_IN_FLIGHT = 1_000;

    private final Server server;
    private final LoadGenerator load;
    private final IngestPlan plan;
    private final Consumer<String> progress;
    private final String name;
    private long sent;
    private int boot;

    ServerRuns(Server server, LoadGenerator load, IngestPlan plan, Consumer<String> progress) {
        this.server = server;
        this.load = load;
        this.plan = plan;
        this.progress = progress;
        this.name = server.contender().text();
    }

    /** A stretch of a run: how long, and the CPU that both sides used. */
    private record Usage(long nanos, long serverMicros, long loadMicros) {
        double serverMicrosPer(long messages) {
            return each(serverMicros, messages);
        }

        double loadMicrosPer(long messages) {
            return each(loadMicros, messages);
        }

        private static double each(long micros, long messages) {
            return Math.rint(micros * 100.0 / messages) / 100;
        }
    }

    /** The saturating loads with PUBACKs, the hardest last: a server that runs code needs time to make it fast. */
    List<Run> windows() {
        List<Run> runs = new ArrayList<>();
        for (int connections : IngestPlan.CONNECTIONS) {
            for (int inFlight : IngestPlan.IN_FLIGHT) {
                runs.add(window(server.plain(), connections, inFlight));
            }
        }
        Target tls = server.tls();
        if (tls != null) {
            runs.add(window(tls, IngestPlan.TLS_CONNECTIONS, IngestPlan.TLS_IN_FLIGHT));
        }
        return runs;
    }

    /** QoS 1 with so many unacknowledged a connection. */
    private Run window(Target target, int connections, int inFlight) {
        List<LoadGroup> groups = load.open(target, 0, connections, boot(), Lane.BULK, inFlight);
        try {
            groups.forEach(group -> group.each(client -> client.keepInFlight(inFlight)));
            park(plan.warmUp());
            Usage before = usage();
            take(groups);
            park(plan.measured());
            Tally.Span span = take(groups);
            Usage used = since(before);
            LoadGenerator.drain(groups);
            account(groups);
            long messages = span.count();
            return said(new Run(
                    name,
                    1,
                    target.tls(),
                    connections,
                    inFlight,
                    null,
                    Math.round(span.perSecond()),
                    Run.Quantiles.of(span.latencies()),
                    null,
                    used.serverMicrosPer(messages),
                    used.loadMicrosPer(messages)));
        } finally {
            LoadGenerator.leave(groups);
        }
    }

    /** QoS 0 as fast as TCP takes it, until the PUBACK of a last message says that the server has seen all. */
    Run flood(int connections) {
        pour(connections, plan.warmUp());
        Usage before = usage();
        long count = pour(connections, plan.measured());
        Usage used = since(before);
        return said(new Run(
                name,
                0,
                false,
                connections,
                null,
                null,
                Math.round(count * 1e9 / used.nanos()),
                null,
                null,
                used.serverMicrosPer(count),
                used.loadMicrosPer(count)));
    }

    private long pour(int connections, Duration time) {
        List<LoadGroup> groups = load.open(server.plain(), 0, connections, boot(), Lane.BULK, 1);
        try {
            groups.forEach(group -> group.each(LoadClient::flood));
            park(time);
            LoadGenerator.drain(groups);
            return account(groups);
        } finally {
            LoadGenerator.leave(groups);
        }
    }

    /** 10,000 a second on the bulk lane, and 50 on the emergency lane beside it; to a peer a lane is only a topic. */
    List<Run> paced() {
        List<LoadGroup> bulk =
                load.open(server.plain(), 0, IngestPlan.PACED_CONNECTIONS, boot(), Lane.BULK, MOST_PACED_IN_FLIGHT);
        List<LoadGroup> emergency = load.open(
                server.plain(),
                IngestPlan.PACED_CONNECTIONS,
                IngestPlan.EMERGENCY_CONNECTIONS,
                boot(),
                Lane.EMERGENCY,
                MOST_PACED_IN_FLIGHT);
        try {
            List<Pacer> pacers = pacers(bulk, IngestPlan.PACED_PER_SECOND);
            pacers.addAll(pacers(emergency, IngestPlan.EMERGENCY_PER_SECOND));
            pacers.forEach(Pacer::start);
            park(plan.warmUp());
            Usage before = usage();
            take(bulk);
            take(emergency);
            park(plan.measured());
            Tally.Span bulkSpan = take(bulk);
            Tally.Span emergencySpan = take(emergency);
            Usage used = since(before);
            pacers.forEach(Pacer::stop);
            LoadGenerator.drain(bulk);
            LoadGenerator.drain(emergency);
            account(bulk);
            account(emergency);
            long messages = bulkSpan.count() + emergencySpan.count();
            return List.of(
                    said(paced(Lane.BULK, IngestPlan.PACED_CONNECTIONS, bulkSpan, used, messages)),
                    said(paced(Lane.EMERGENCY, IngestPlan.EMERGENCY_CONNECTIONS, emergencySpan, used, messages)));
        } finally {
            LoadGenerator.leave(bulk);
            LoadGenerator.leave(emergency);
        }
    }

    private Run paced(Lane lane, int connections, Tally.Span span, Usage used, long messages) {
        return new Run(
                name,
                1,
                false,
                connections,
                null,
                lane.text(),
                Math.round(span.perSecond()),
                Run.Quantiles.of(span.latencies()),
                Run.Quantiles.of(span.lateness()),
                used.serverMicrosPer(messages),
                used.loadMicrosPer(messages));
    }

    private static List<Pacer> pacers(List<LoadGroup> groups, double perSecond) {
        List<Pacer> pacers = new ArrayList<>();
        groups.forEach(group ->
                pacers.add(new Pacer(group.loop(), group.clients(), perSecond / groups.size(), group.tally())));
        return pacers;
    }

    /**
     * Asks our own server whether its log has what was acknowledged, as telemetry: a payload that was refused would be
     * a figure of something else.
     *
     * @throws IllegalStateException if the counts differ
     */
    void requireAllLogged() {
        if (!server.contender().isOurs()) {
            return;
        }
        String[] counts = server.process().ask("counts").split(" ");
        long logged = Long.parseLong(counts[0]);
        long deadLetters = Long.parseLong(counts[1]);
        if (logged != sent || deadLetters != 0) {
            throw new IllegalStateException(name + ": " + logged + " messages in the log and " + deadLetters
                    + " dead letters (expected: the " + sent + " that were sent, and none)");
        }
        progress.accept(name + ": all " + sent + " messages are in the log");
    }

    private long account(List<LoadGroup> groups) {
        long count = 0;
        for (LoadGroup group : groups) {
            count += group.call(
                    () -> group.clients().stream().mapToLong(LoadClient::sent).sum());
        }
        sent += count;
        return count;
    }

    private static Tally.Span take(List<LoadGroup> groups) {
        Tally.Span all = null;
        for (LoadGroup group : groups) {
            Tally.Span span = group.call(group.tally()::take);
            all = all == null ? span : all.with(span);
        }
        if (all == null) {
            throw new IllegalArgumentException("groups: none (expected: one a thread)");
        }
        return all;
    }

    private Usage usage() {
        return new Usage(System.nanoTime(), server.process().cpuMicros(), ProcessUsage.cpuMicros(ProcessUsage.SELF));
    }

    private Usage since(Usage before) {
        Usage now = usage();
        return new Usage(
                now.nanos() - before.nanos(),
                now.serverMicros() - before.serverMicros(),
                now.loadMicros() - before.loadMicros());
    }

    /** Differs with each run, so that no message repeats one of a run before. */
    private String boot() {
        return "bench-" + ++boot;
    }

    private static void park(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private Run said(Run run) {
        progress.accept(String.format(
                Locale.ROOT,
                "%s QoS %d%s%s, %,d connections%s: %,d messages/s%s, CPU %.2f us a message (load %.2f)",
                run.server(),
                run.qos(),
                run.tls() ? " TLS" : "",
                run.lane() == null ? "" : " paced, " + run.lane() + " lane",
                run.connections(),
                run.inFlight() == null ? "" : " x " + run.inFlight() + " in flight",
                run.messagesPerSecond(),
                quantiles(run.ackMillis()),
                run.cpuMicrosPerMessage(),
                run.loadCpuMicrosPerMessage()));
        return run;
    }

    private static String quantiles(Run.@Nullable Quantiles millis) {
        return millis == null
                ? ""
                : String.format(Locale.ROOT, ", PUBACK p50 %.2f ms, p99 %.2f ms", millis.p50(), millis.p99());
    }
}
