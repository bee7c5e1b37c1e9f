package io.citywatch.model.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.citywatch.model.Decoded;

/** CBOR (RFC 8949) of the shape of the platform's JSON: the same fields, types and bounds. Thread-safe. */
public final class Cbor {
    private static final CBORMapper MAPPER = Json.inThisDialect(CBORMapper.builder(CBORFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(Json.BOUNDS)
                    .build()))
            .build();

    private Cbor() {}

    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** Reads one document, as {@link Json#read} reads JSON. */
    public static <T> Decoded<T> read(byte[] cbor, Class<T> type) {
        return Json.read(MAPPER, cbor, type);
    }
}
