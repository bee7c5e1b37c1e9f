package io.citywatch.streaming.history.influx;

import java.util.List;

/** Takes points in line protocol. */
interface LineServer extends AutoCloseable {
    /**
     * Blocks until it has answered, or did not in time.
     *
     * @param lines a point each; at least one
     */
    Answer write(List<String> lines);

    @Override
    void close();
}
