package io.citywatch.benchmarks.ingest;

import io.citywatch.benchmarks.process.ServerProcess;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A server that listens. */
record Server(Contender contender, ServerProcess process, int port, OptionalInt tlsPort) implements AutoCloseable {
    Target plain() {
        return new Target(port, false);
    }

    /** Null where it offers no TLS. */
    @Nullable
    Target tls() {
        return tlsPort.isPresent() ? new Target(tlsPort.getAsInt(), true) : null;
    }

    @Override
    public void close() {
        process.close();
    }
}
