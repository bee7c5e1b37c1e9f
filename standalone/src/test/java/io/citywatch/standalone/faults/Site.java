package io.citywatch.standalone.faults;

import io.citywatch.standalone.config.Ports;
import io.citywatch.standalone.endtoend.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A gateway and its log, each a process of its own. Its folder is kept, since what they said tells what happened. */
final class Site implements AutoCloseable {
    final Path folder;
    final BrokerProcess broker;
    final GatewayProcess gateway;
    final KeptLog log;

    private Site(Path folder, Path data, List<String> before, Duration logTimeout) throws IOException {
        Ports ports = Ports.free();
        this.folder = folder;
        this.broker = new BrokerProcess(folder, data, before, ports.kafka(), ports.kafkaController());
        this.gateway = new GatewayProcess(folder, broker.address(), ports, logTimeout);
        this.log = new KeptLog(broker.address());
    }

    /** An empty folder under {@code target}. */
    static Path folder(String name) throws IOException {
        Path folder = Path.of("target", name).toAbsolutePath();
        Folders.wipe(folder);
        return folder;
    }

    /** Started, and letting devices in. */
    static Site start(String name, Duration logTimeout) throws IOException {
        Path folder = folder(name);
        return start(folder, folder.resolve("kafka"), List.of(), logTimeout);
    }

    /**
     * The same with the log somewhere else.
     *
     * @param before as {@link BrokerProcess} takes it
     */
    static Site start(Path folder, Path data, List<String> before, Duration logTimeout) throws IOException {
        Site site = new Site(folder, data, before, logTimeout);
        try {
            site.gateway.awaitReady();
            return site;
        } catch (AssertionError e) {
            site.close();
            throw e;
        }
    }

    @Override
    public void close() {
        gateway.close();
        broker.close();
    }
}
