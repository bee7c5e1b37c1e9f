package io.citywatch.ingest.clients;

import java.util.EnumSet;
import java.util.Set;

/** Somebody else's MQTT client. */
public enum Client {
    PAHO_3(4, new PahoVisitor3(), EnumSet.allOf(Transport.class)),
    PAHO_5(5, new PahoVisitor5(), EnumSet.allOf(Transport.class)),
    HIVEMQ_3(4, new HiveMqVisitor3(), EnumSet.allOf(Transport.class)),
    HIVEMQ_5(5, new HiveMqVisitor5(), EnumSet.allOf(Transport.class)),
    /** mosquitto_pub and mosquitto_sub 2.0 know no WebSocket. */
    MOSQUITTO_3(4, new MosquittoVisitor(), EnumSet.of(Transport.TCP, Transport.TLS)),
    MOSQUITTO_5(5, new MosquittoVisitor(), EnumSet.of(Transport.TCP, Transport.TLS)),
    MQTT_JS_3(4, new MqttJsVisitor(), EnumSet.allOf(Transport.class)),
    MQTT_JS_5(5, new MqttJsVisitor(), EnumSet.allOf(Transport.class));

    private final int version;
    private final Visitor visitor;
    private final Set<Transport> transports;

    Client(int version, Visitor visitor, Set<Transport> transports) {
        this.version = version;
        this.visitor = visitor;
        this.transports = transports;
    }

    /** Pays a visit with this client. */
    @FunctionalInterface
    interface Visitor {
        Visit.Seen pay(Visit visit) throws Exception;
    }

    public int version() {
        return version;
    }

    /** True if it knows this way. */
    public boolean takes(Transport transport) {
        return transports.contains(transport);
    }

    /** True if it comes back by itself when its connection breaks. */
    public boolean comesBack() {
        return visitor.getClass() != MosquittoVisitor.class;
    }

    /** True if it takes a message while it is not connected. */
    public boolean queues() {
        return comesBack() && visitor.getClass() != PahoVisitor3.class && visitor.getClass() != PahoVisitor5.class;
    }

    /** True if it says whether it found its session. */
    public boolean tellsOfItsSession() {
        return visitor.getClass() != MosquittoVisitor.class;
    }

    public Visit.Seen pay(Visit visit) throws Exception {
        return visitor.pay(visit);
    }
}
