package io.citywatch.standalone.endtoend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The foreign MQTT clients of the Mosquitto project, as their users call them. */
record Mosquitto(int port) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Publishes with QoS 1 over MQTT 5; returns what the program said (nothing, if all is well). */
    String publish(String client, String token, String topic, String payload) {
        List<String> command = new ArrayList<>(client("mosquitto_pub", client, token));
        command.addAll(List.of("-q", "1", "-t", topic, "-m", payload));
        try (Program program = new Program(command)) {
            int unused = program.exit(PATIENCE);
            return program.transcript();
        }
    }

    /**
     * Subscribes with QoS 1 until closed; debug output is on, so that the grant can be awaited. Who was registered a
     * moment ago may be refused at first, since the gateway hears of it through the log.
     */
    Program subscribe(String client, String token, String filter) {
        List<String> command = new ArrayList<>(client("mosquitto_sub", client, token));
        command.addAll(List.of("-q", "1", "-d", "-t", filter));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Program program = new Program(command);
            String said = program.line(
                    PATIENCE, line -> line.startsWith("Subscribed") || line.startsWith("Connection error"));
            if (said.startsWith("Subscribed")) {
                return program;
            }
            program.close();
            if (System.nanoTime() > end) {
                throw new AssertionError("refused for " + PATIENCE + ": " + program.transcript());
            }
        }
    }

    private List<String> client(String program, String client, String token) {
        // Line by line, though the output is a pipe.
        return List.of(
                "stdbuf",
                "-oL",
                program,
                "-V",
                "mqttv5",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-i",
                client,
                "-u",
                client,
                "-P",
                token);
    }
}
