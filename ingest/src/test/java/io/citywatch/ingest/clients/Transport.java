package io.citywatch.ingest.clients;

/** The ways to the gateway. Each client says how it names them. */
public enum Transport {
    TCP("tcp", "mqtt");

    private final String paho;
    private final String common;

    Transport(String paho, String common) {
        this.paho = paho;
        this.common = common;
    }

    /** As Paho names the server. */
    String pahoUrl(int port) {
        return paho + "://127.0.0.1:" + port;
    }

    /** As most others do. */
    String url(int port) {
        return common + "://127.0.0.1:" + port;
    }
}
