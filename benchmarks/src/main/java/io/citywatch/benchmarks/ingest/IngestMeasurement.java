package io.citywatch.benchmarks.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The whole of the plan, contender after contender; one at a time runs. */
public final class IngestMeasurement {
    private static final String PLAIN = "plain";
    private static final String TLS = "tls";

    private final IngestPlan plan;
    private final Servers servers;
    private final Consumer<String> progress;
    private final List<Run> runs = new ArrayList<>();
    private final List<Run> paced = new ArrayList<>();
    private final Map<String, Long> idleBytes = new LinkedHashMap<>();
    private final Map<String, Long> connects = new LinkedHashMap<>();
    private final Map<String, String> missing = new LinkedHashMap<>();

    /** @param folder takes what the servers keep */
    public IngestMeasurement(IngestPlan plan, Path folder, Consumer<String> progress) {
        this.plan = plan;
        this.servers = new Servers(folder, plan.devices());
        this.progress = progress;
    }

    /** What was asked for and could not be measured, with the reason; empty if all was. */
    public Map<String, String> missing() {
        return missing;
    }

    /** Measures; the JSON's fields beside {@code machine} and {@code versions}. */
    public Map<String, Object> measure() {
        try (LoadGenerator load = new LoadGenerator(plan.threads())) {
            for (Contender contender : plan.contenders()) {
                try {
                    measure(contender, load);
                } catch (ContenderMissing e) {
                    missing(contender.text(), String.valueOf(e.getMessage()));
                }
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("warmUpSeconds", plan.warmUp().toSeconds());
        answer.put("measuredSeconds", plan.measured().toSeconds());
        answer.put("payloadBytes", PublishPacket.PAYLOAD_BYTES);
        answer.put("runs", runs);
        answer.put("paced", paced);
        answer.put("idleBytesPerConnection", idleBytes);
        answer.put("idleBytesHow", ConnectionCosts.IDLE_HOW);
        answer.put("connectsPerSecond", connects);
        answer.put("missing", missing);
        return answer;
    }

    private void measure(Contender contender, LoadGenerator load) {
        try (Server server = servers.start(contender)) {
            ServerRuns serverRuns = new ServerRuns(server, load, plan, progress);
            runs.addAll(serverRuns.windows());
            paced.addAll(serverRuns.paced());
            floods(contender, serverRuns);
            serverRuns.requireAllLogged();
        }
        if (contender == Contender.CITYWATCH) {
            costs(new ConnectionCosts(load, plan, progress));
        }
    }

    /** Last, since a peer may be busy for minutes with what it took without a PUBACK; ours may not. */
    private void floods(Contender contender, ServerRuns serverRuns) {
        for (int connections : IngestPlan.CONNECTIONS) {
            try {
                runs.add(serverRuns.flood(connections));
            } catch (CompletionException | IllegalStateException e) {
                if (contender.isOurs()) {
                    throw e;
                }
                missing(
                        contender.text() + ", QoS 0 over " + connections + " connections",
                        "no answer to the last: " + e);
                return;
            }
        }
    }

    /** A server of its own for each: what one left behind must not help or burden the next. */
    private void costs(ConnectionCosts costs) {
        try (Server server = servers.start(Contender.CITYWATCH)) {
            connects.put(PLAIN, costs.connectsPerSecond(server.plain()));
        }
        try (Server server = servers.startTight()) {
            idleBytes.put(PLAIN, costs.idleBytes(server, server.plain()));
        }
        try (Server server = servers.startTight()) {
            Target tls = server.tls();
            if (tls == null) {
                missing(Contender.CITYWATCH.text() + " by TLS", "not measured: it has no TLS port");
                return;
            }
            idleBytes.put(TLS, costs.idleBytes(server, tls));
        }
        try (Server server = servers.start(Contender.CITYWATCH)) {
            connects.put(TLS, costs.connectsPerSecond(Objects.requireNonNull(server.tls(), "a TLS port")));
        }
    }

    private void missing(String what, String why) {
        missing.put(what, why);
        progress.accept(what + ": " + why);
    }
}
