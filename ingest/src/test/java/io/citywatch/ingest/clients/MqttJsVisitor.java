package io.citywatch.ingest.clients;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** MQTT.js on Node. */
final class MqttJsVisitor implements Client.Visitor {
    @Override
    public Visit.Seen pay(Visit visit) throws Exception {
        Map<String, Object> task = new HashMap<>();
        task.put("url", visit.transport().url(visit.port()));
        task.put("version", visit.version());
        task.put("id", visit.id());
        task.put("token", visit.token());
        task.put("keep", visit.keep());
        task.put("publish", visit.publish());
        task.put("subscribe", visit.subscribe());
        task.put("expect", visit.expect());
        JsonNode seen = Json.mapper()
                .readTree(Program.run(List.of(
                        "node", "src/test/clients/visit.mjs", Json.mapper().writeValueAsString(task))));
        List<String> received = new ArrayList<>();
        seen.get("received").forEach(message -> received.add(message.textValue()));
        return new Visit.Seen(seen.get("sessionPresent").booleanValue(), received);
    }
}
