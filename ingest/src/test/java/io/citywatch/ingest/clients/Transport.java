package io.citywatch.ingest.clients;

/** The ways to the gateway. Each client says how it names them. */
public enum Transport {
    TCP("tcp", "mqtt", ""),
    TLS("ssl", "mqtts", ""),
    WEB_SOCKET("ws", "ws", "/mqtt");

    private final String paho;
    private final String common;
    private final String path;

    Transport(String paho, String common, String path) {
        this.paho = paho;
        this.common = common;
        this.path = path;
    }

    /** As Paho names the server. */
    String pahoUrl(int port) {
        return paho + "://127.0.0.1:" + port + path;
    }

    /** As most others do. */
    String url(int port) {
        return common + "://127.0.0.1:" + port + path;
    }
}
