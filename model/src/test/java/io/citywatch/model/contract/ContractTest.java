package io.citywatch.model.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.citywatch.model.Decoded;
import io.citywatch.model.Golden;
import io.citywatch.model.Position;
import io.citywatch.model.json.Json;
import io.citywatch.model.message.Command;
import io.citywatch.model.message.CommandResult;
import io.citywatch.model.message.OfferAnswer;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.PositionReport;
import io.citywatch.model.telemetry.Activity;
import io.citywatch.model.telemetry.CallEvent;
import io.citywatch.model.telemetry.DeviceState;
import io.citywatch.model.telemetry.EnvironmentReading;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.MqttTopic;
import io.citywatch.model.telemetry.PendantFix;
import io.citywatch.model.telemetry.Sequence;
import io.citywatch.model.telemetry.SmokeReading;
import io.citywatch.model.telemetry.TagSightings;
import io.citywatch.model.telemetry.TelemetryCodec;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.model.telemetry.ThermalFrame;
import io.citywatch.model.telemetry.Vitals;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The published contract (docs/asyncapi.yaml and the schemas) says what the code does, no more and no less. */
class ContractTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "asyncapi.yaml");
    private static final String SCHEMAS = "../model/src/main/resources/io/citywatch/model/schema/";
    private static final JsonNode ASYNCAPI = asyncApi();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A payload: its schema, how the code reads it, which record it becomes, examples. */
    static Stream<Arguments> payloads() {
        return Stream.of(
                telemetry(TelemetryKind.TAG_SIGHTINGS, Lane.BULK, TagSightings.class, "tag-sightings"),
                telemetry(TelemetryKind.SMOKE, Lane.BULK, SmokeReading.class, "smoke"),
                telemetry(TelemetryKind.SMOKE, Lane.EMERGENCY, SmokeReading.class, "smoke-alarm", "smoke-alarm-over"),
                telemetry(TelemetryKind.CALL, Lane.EMERGENCY, CallEvent.class, "call-sos", "call-service", "call-ok"),
                telemetry(TelemetryKind.VITALS, Lane.BULK, Vitals.class, "vitals"),
                telemetry(TelemetryKind.ACTIVITY, Lane.BULK, Activity.class, "activity"),
                telemetry(TelemetryKind.FIX, Lane.BULK, PendantFix.class, "fix"),
                telemetry(TelemetryKind.THERMAL, Lane.BULK, ThermalFrame.class, "thermal"),
                telemetry(TelemetryKind.ENVIRONMENT, Lane.BULK, EnvironmentReading.class, "environment"),
                telemetry(TelemetryKind.STATE, Lane.BULK, DeviceState.class, "state"),
                document(PayloadSchema.COMMAND, Command.class, "command"),
                document(PayloadSchema.COMMAND_RESULT, CommandResult.class, "command-result"),
                document(PayloadSchema.POSITION, PositionReport.class, "position-report"),
                document(PayloadSchema.OFFER, OfferMessage.class, "offer-message", "offer-message-accepted"),
                document(PayloadSchema.OFFER_ANSWER, OfferAnswer.class, "offer-answer"));
    }

    @Test
    void everyPayloadIsTested() {
        assertThat(payloads().map(each -> each.get()[0])).containsExactlyInAnyOrder((Object[]) PayloadSchema.values());
    }

    @Test
    void theDocumentHasEveryTopicOfTheModelWithItsPayloadAndNoOther() {
        Map<String, String> expected = new TreeMap<>();
        for (TelemetryKind kind : TelemetryKind.values()) {
            for (Lane lane : Lane.values()) {
                if (kind.travelsOn(lane)) {
                    expected.put(
                            MqttTopic.ofTelemetry("{device}", kind, lane),
                            PayloadSchema.of(kind, lane).text());
                }
            }
        }
        expected.put(MqttTopic.ofCommands("{device}"), PayloadSchema.COMMAND.text());
        expected.put(MqttTopic.ofCommands("{device}") + "/{command}", PayloadSchema.COMMAND_RESULT.text());
        expected.put(MqttTopic.ofPosition("{responder}"), PayloadSchema.POSITION.text());
        expected.put(MqttTopic.ofOffers("{responder}"), PayloadSchema.OFFER.text());
        expected.put(MqttTopic.ofOfferAnswer("{responder}", "{offer}"), PayloadSchema.OFFER_ANSWER.text());

        Map<String, String> described = new TreeMap<>();
        Set<String> branches = new TreeSet<>();
        for (JsonNode channel : ASYNCAPI.get("channels")) {
            String address = channel.get("address").asText();
            String message = single(channel.get("messages")).get("$ref").asText();
            String payload = at(message).get("payload").get("$ref").asText();
            assertThat(payload).startsWith(SCHEMAS).endsWith(".json");
            described.put(address, payload.substring(SCHEMAS.length(), payload.length() - ".json".length()));
            branches.add(MqttTopic.parse(address.replaceAll("[{}]", ""))
                    .orElseThrow()
                    .getClass()
                    .getSimpleName());
        }

        assertThat(described).isEqualTo(expected);
        assertThat(branches)
                .as("every shape of topic")
                .isEqualTo(Arrays.stream(MqttTopic.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyReferenceOfTheDocumentIsThere() throws IOException {
        for (String reference : ASYNCAPI.findValuesAsText("$ref")) {
            if (reference.startsWith("#")) {
                assertThat(at(reference).isMissingNode()).as(reference).isFalse();
            } else {
                assertThat(DOCUMENT.resolveSibling(reference)).as(reference).isRegularFile();
            }
        }
        try (Stream<Path> files = Files.list(DOCUMENT.resolveSibling(SCHEMAS))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(PayloadSchema.values())
                            .map(schema -> schema.text() + ".json")
                            .toList());
        }
        assertThat(ASYNCAPI.get("asyncapi").asText()).isEqualTo("3.0.0");
        assertThat(ASYNCAPI.get("operations").size())
                .isEqualTo(ASYNCAPI.get("channels").size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("payloads")
    void aSchemaHasTheFieldsOfTheRecordAndNoOther(
            PayloadSchema name, Function<byte[], Decoded<?>> decoder, Class<?> type, List<String> examples) {
        Set<String> expected = fieldsOf(type);
        if (name == PayloadSchema.SMOKE) {
            expected.remove("alarm"); // of the emergency lane alone
        }

        assertThat(names(name.read().get("properties"))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("payloads")
    void everyExampleFitsSchemaAndCode(
            PayloadSchema name, Function<byte[], Decoded<?>> decoder, Class<?> type, List<String> examples) {
        List<JsonNode> documents = new ArrayList<>();
        examples.forEach(example -> documents.add(Golden.object(example)));
        ASYNCAPI.at("/components/messages/" + name.text() + "/examples")
                .forEach(example -> documents.add(example.get("payload")));

        assertThat(documents).hasSizeGreaterThan(examples.size());
        for (JsonNode document : documents) {
            assertThat(schema(name).validate(document)).as(document.toString()).isEmpty();
            assertThat(isTaken(decoder, document)).as(document.toString()).isTrue();
        }
    }

    /** Each field of each example missing, of another type, and at and beyond its bounds: both say the same. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("payloads")
    void schemaAndCodeRefuseTheSame(
            PayloadSchema name, Function<byte[], Decoded<?>> decoder, Class<?> type, List<String> examples) {
        int refused = 0;
        int taken = 0;
        for (String example : examples) {
            for (ObjectNode changed : changes(Golden.object(example), name.read())) {
                // That pixels and size belong together no schema can say.
                boolean bySchema =
                        schema(name).validate(changed).isEmpty() && (name != PayloadSchema.THERMAL || isWhole(changed));
                assertThat(isTaken(decoder, changed)).as(changed.toString()).isEqualTo(bySchema);
                refused += bySchema ? 0 : 1;
                taken += bySchema ? 1 : 0;
            }
        }
        assertThat(refused).isGreaterThan(5);
        assertThat(taken).isPositive();
    }

    private static Arguments telemetry(TelemetryKind kind, Lane lane, Class<?> type, String... examples) {
        Function<byte[], Decoded<?>> decoder = payload -> TelemetryCodec.decode(kind, lane, payload);
        return arguments(PayloadSchema.of(kind, lane), decoder, type, List.of(examples));
    }

    private static Arguments document(PayloadSchema schema, Class<?> type, String... examples) {
        Function<byte[], Decoded<?>> decoder = payload -> Json.read(payload, type);
        return arguments(schema, decoder, type, List.of(examples));
    }

    /** Copies of the document, each with one field changed; the fields are those that the schema names. */
    private static List<ObjectNode> changes(ObjectNode document, JsonNode schema) {
        List<ObjectNode> changes = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : schema.get("properties").properties()) {
            String name = field.getKey();
            if (!document.has(name)) {
                continue;
            }
            ObjectNode without = document.deepCopy();
            without.remove(name);
            changes.add(without);
            for (JsonNode value : values(field.getValue())) {
                changes.add(document.deepCopy().set(name, value));
            }
            JsonNode inner = field.getValue();
            if (document.get(name) instanceof ObjectNode object && inner.has("properties")) {
                changes(object, inner)
                        .forEach(one -> changes.add(document.deepCopy().set(name, one)));
            }
            if (document.get(name) instanceof ArrayNode list
                    && list.get(0) instanceof ObjectNode first
                    && inner.get("items").has("properties")) {
                changes(first, inner.get("items")).forEach(one -> {
                    ObjectNode copy = document.deepCopy();
                    ((ArrayNode) copy.get(name)).set(0, one);
                    changes.add(copy);
                });
            }
        }
        return changes;
    }

    private static List<JsonNode> values(JsonNode schema) {
        List<JsonNode> values =
                new ArrayList<>(List.of(NODES.objectNode(), NODES.arrayNode(), NODES.booleanNode(true)));
        if (!schema.path("contentEncoding").isTextual()) {
            values.add(NODES.textNode(""));
            values.add(NODES.textNode("x".repeat(700)));
        }
        boolean isInteger = schema.path("type").asText().equals("integer");
        if (schema.has("minimum") && schema.get("minimum").isNumber()) {
            values.add(schema.get("minimum"));
            values.add(isInteger ? NODES.numberNode(schema.get("minimum").asLong() - 1) : less(schema));
        }
        if (schema.has("maximum") && schema.get("maximum").asDouble() < 9e18) {
            values.add(schema.get("maximum"));
            values.add(isInteger ? NODES.numberNode(schema.get("maximum").asLong() + 1) : more(schema));
        }
        if (isInteger) {
            values.add(NODES.numberNode(1.5));
        }
        return values;
    }

    private static JsonNode less(JsonNode schema) {
        double least = schema.get("minimum").asDouble();
        return NODES.numberNode(least - Math.max(1e-9, Math.abs(least) * 1e-6));
    }

    private static JsonNode more(JsonNode schema) {
        double most = schema.get("maximum").asDouble();
        return NODES.numberNode(most + Math.max(1e-9, Math.abs(most) * 1e-6));
    }

    private static boolean isTaken(Function<byte[], Decoded<?>> decoder, JsonNode document) {
        return decoder.apply(Json.write(document)) instanceof Decoded.Valid;
    }

    private static boolean isWhole(JsonNode frame) {
        return frame.path("width").asInt() * frame.path("height").asInt() == 6;
    }

    /** A record's components by their names on the wire. */
    private static Set<String> fieldsOf(Class<?> type) {
        Set<String> fields = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() == Sequence.class) {
                fields.addAll(Set.of("boot", "seq"));
            } else if (component.getType() == Position.class
                    && component.getName().equals("position")
                    && type != OfferMessage.class) {
                fields.addAll(Set.of("lat", "lon"));
            } else {
                fields.add(component.getName().equals("measuredAt") ? "ts" : component.getName());
            }
        }
        return fields;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonSchema schema(PayloadSchema name) {
        return FACTORY.getSchema(name.read());
    }

    private static JsonNode single(JsonNode object) {
        assertThat(object).hasSize(1);
        return object.elements().next();
    }

    private static JsonNode at(String reference) {
        return ASYNCAPI.at(reference.substring(1));
    }

    private static JsonNode asyncApi() {
        try {
            return new YAMLMapper().readTree(Files.readAllBytes(DOCUMENT));
        } catch (IOException e) {
            throw new IllegalStateException(DOCUMENT + " cannot be read", e);
        }
    }
}
