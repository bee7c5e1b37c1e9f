package io.citywatch.ingest.clients;

/**
 * Where a client knocks, and with what in its hand.
 *
 * @param papers null without TLS
 */
public record Door(Transport transport, int port, Papers papers) {
    /** The same behind another port. */
    public Door at(int otherPort) {
        return new Door(transport, otherPort, papers);
    }
}
