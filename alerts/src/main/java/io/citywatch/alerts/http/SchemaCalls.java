package io.citywatch.alerts.http;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.citywatch.model.contract.PayloadSchema;
import java.util.Arrays;
import java.util.List;

/** The JSON Schemas of what devices and responders send and get over MQTT. */
final class SchemaCalls {
    private static final MediaType SCHEMA = MediaType.create("application", "schema+json");

    private SchemaCalls() {}

    /** One of the list. */
    record Named(String kind, String url) {}

    /** The body of the list. */
    record Schemas(List<Named> items) {}

    static Answer list(Call call) {
        return Answer.ok(new Schemas(Arrays.stream(PayloadSchema.values())
                .map(schema -> new Named(schema.text(), Endpoint.PREFIX + "/schemas/" + schema.text()))
                .toList()));
    }

    static Answer find(Call call) {
        String kind = call.part("kind");
        PayloadSchema schema =
                PayloadSchema.parse(kind).orElseThrow(() -> new RefusedCall(Problem.notFound("schema", kind)));
        return new Answer(HttpStatus.OK, schema.read(), SCHEMA, null);
    }
}
