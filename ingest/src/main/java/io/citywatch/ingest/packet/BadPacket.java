package io.citywatch.ingest.packet;

/**
 * Leaves the reading of a packet at its first fault. It never leaves this package, where {@link PacketReader} makes a
 * value of it, and has no stack trace, since whoever likes may cause it.
 */
final class BadPacket extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Fault fault;

    BadPacket(Fault fault) {
        super(fault.what(), null, false, false);
        this.fault = fault;
    }

    static BadPacket malformed(String what) {
        return new BadPacket(Fault.malformed(what));
    }

    static BadPacket protocolError(String what) {
        return new BadPacket(Fault.protocolError(what));
    }

    Fault fault() {
        return fault;
    }
}
