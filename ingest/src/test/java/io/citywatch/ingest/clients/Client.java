package io.citywatch.ingest.clients;

/** Somebody else's MQTT client. */
public enum Client {
    PAHO_3(4, new PahoVisitor3()),
    PAHO_5(5, new PahoVisitor5()),
    HIVEMQ_3(4, new HiveMqVisitor3()),
    HIVEMQ_5(5, new HiveMqVisitor5()),
    MOSQUITTO_3(4, new MosquittoVisitor()),
    MOSQUITTO_5(5, new MosquittoVisitor()),
    MQTT_JS_3(4, new MqttJsVisitor()),
    MQTT_JS_5(5, new MqttJsVisitor());

    private final int version;
    private final Visitor visitor;

    Client(int version, Visitor visitor) {
        this.version = version;
        this.visitor = visitor;
    }

    /** Pays a visit with this client. */
    @FunctionalInterface
    interface Visitor {
        Visit.Seen pay(Visit visit) throws Exception;
    }

    public int version() {
        return version;
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
