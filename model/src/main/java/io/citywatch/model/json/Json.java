package io.citywatch.model.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.citywatch.model.Decoded;
import io.citywatch.model.PlainText;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The platform's JSON: instants are epoch milliseconds, nulls are absent, unknown fields are ignored, the last of two
 * fields of one name counts, and nothing is read as another type than it has. Thread-safe.
 */
public final class Json {
    /** 9999-12-31T23:59:59.999Z, the latest instant that is read; later ones do not fit every store. */
    public static final long LATEST_MILLIS = 253_402_300_799_999L;

    private static final int DEEPEST = 64;

    /** What holds of every document from outside, whatever its bytes mean. */
    static final StreamReadConstraints BOUNDS =
            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build();

    // Field names come from outside: interned, they would stay in the JVM's table for good.
    private static final JsonMapper MAPPER = inThisDialect(JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .streamReadConstraints(BOUNDS)
                    .build()))
            .build();

    private Json() {}

    public static JsonMapper mapper() {
        return MAPPER;
    }

    static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B inThisDialect(B builder) {
        return builder.defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        textual -> textual.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .addModule(new SimpleModule("citywatch")
                        .addSerializer(Instant.class, new InstantSerializer())
                        .addDeserializer(Instant.class, new InstantDeserializer()));
    }

    /** The value as UTF-8 JSON. Every record of the model can be written. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not writable as JSON: " + value.getClass().getName(), e);
        }
    }

    /** Reads one JSON document; malformed text, a wrong type or a failed check of the record is a value. */
    public static <T> Decoded<T> read(byte @Nullable [] json, Class<T> type) {
        if (json == null) {
            return Decoded.invalid("nothing (expected: a JSON document)");
        }
        return read(MAPPER, json, type);
    }

    static <T> Decoded<T> read(ObjectMapper mapper, byte[] document, Class<T> type) {
        try (JsonParser parser = mapper.createParser(document)) {
            return read(mapper, parser, type);
        } catch (IOException e) {
            return Decoded.invalid("unreadable: " + PlainText.escaped(String.valueOf(e.getMessage()), 200));
        }
    }

    /** Asks for the reason while the parser stands where it failed; a closed one has forgotten what it saw. */
    private static <T> Decoded<T> read(ObjectMapper mapper, JsonParser parser, Class<T> type) throws IOException {
        try {
            T value = mapper.readValue(parser, type);
            return value == null ? Decoded.invalid("null (expected: an object)") : Decoded.valid(value);
        } catch (JsonProcessingException e) {
            return Decoded.invalid(reason(e));
        }
    }

    /** What a person needs of Jackson's message: the field, its value and the expectation; safe to show and to log. */
    public static String reason(JsonProcessingException e) {
        return JsonReason.of(e);
    }

    private static final class InstantSerializer extends StdScalarSerializer<Instant> {
        InstantSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeNumber(value.toEpochMilli());
        }
    }

    private static final class InstantDeserializer extends StdScalarDeserializer<Instant> {
        InstantDeserializer() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
                return (Instant) context.handleUnexpectedToken(
                        Instant.class, parser.currentToken(), parser, "epoch milliseconds");
            }
            Number millis = parser.getNumberValue();
            if (millis instanceof BigInteger || millis.longValue() < 0 || millis.longValue() > LATEST_MILLIS) {
                return (Instant) context.handleWeirdNumberValue(Instant.class, millis, "epoch milliseconds");
            }
            return Instant.ofEpochMilli(millis.longValue());
        }
    }
}
