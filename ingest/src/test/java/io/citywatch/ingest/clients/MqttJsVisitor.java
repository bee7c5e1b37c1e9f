package io.citywatch.ingest.clients;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** MQTT.js on Node. */
final class MqttJsVisitor implements Client.Visitor {
    @Override
    public Visit.Seen pay(Visit visit) throws Exception {
        Map<String, Object> task = new HashMap<>();
        Door door = visit.door();
        task.put("url", door.transport().url(door.port()));
        task.put("version", visit.version());
        task.put("id", visit.id());
        if (visit.token() != null) {
            task.put("token", visit.token());
        }
        if (door.papers() != null) {
            task.put("ca", door.papers().caFile().toString());
        }
        if (door.papers() != null && door.papers().shown() != null) {
            task.put("cert", door.papers().shown().certificateFile().toString());
            task.put("key", door.papers().shown().keyFile().toString());
        }
        task.put("keep", visit.keep());
        task.put("publish", visit.publish());
        task.put("subscribe", visit.subscribe());
        task.put("expect", visit.expect());
        JsonNode seen = Json.mapper().readTree(run(task));
        List<String> received = new ArrayList<>();
        seen.get("received").forEach(message -> received.add(message.textValue()));
        return new Visit.Seen(seen.get("sessionPresent").booleanValue(), received);
    }

    /** By a file: thousands of messages are more than a command line bears. */
    private static String run(Map<String, Object> task) throws IOException, InterruptedException {
        Path file = Files.createTempFile("visit", ".json");
        try {
            Files.writeString(file, Json.mapper().writeValueAsString(task));
            return Program.run(List.of("node", "src/test/clients/visit.mjs", file.toString()));
        } finally {
            Files.delete(file);
        }
    }
}
