package io.citywatch.benchmarks.ingest;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Who is measured. */
public enum Contender {
    /** The gateway with Kafka behind it, in one process. */
    CITYWATCH("citywatch"),
    /** The ceiling: the same gateway, whose log has everything at once and keeps nothing. */
    CITYWATCH_WITHOUT_LOG("citywatch-without-log"),
    /** Mosquitto without persistence. */
    MOSQUITTO("mosquitto"),
    /** HiveMQ CE in memory. */
    HIVEMQ_CE("hivemq-ce");

    private final String text;

    Contender(String text) {
        this.text = text;
    }

    /** The name in the JSON and on the command line. */
    public String text() {
        return text;
    }

    boolean isOurs() {
        return this == CITYWATCH || this == CITYWATCH_WITHOUT_LOG;
    }

    /** @throws IllegalArgumentException naming those that there are */
    public static Contender of(String text) {
        return Arrays.stream(values())
                .filter(contender -> contender.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' (expected: one of "
                        + Arrays.stream(values()).map(Contender::text).collect(Collectors.joining(", ")) + ")"));
    }
}
