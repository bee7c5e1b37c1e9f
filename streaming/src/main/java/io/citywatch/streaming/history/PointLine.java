package io.citywatch.streaming.history;

import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import io.citywatch.model.history.Measurement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills one point of a measurement, field by field; an absent value is no field. */
final class PointLine {
    private final Measurement measurement;
    private final Point point;

    /** @param nanos see {@link PointTime} */
    PointLine(Measurement measurement, String tag, long nanos) {
        this.measurement = measurement;
        this.point = Point.measurement(measurement.table())
                .addTag(measurement.tag(), tag)
                .time((Long) nanos, WritePrecision.NS);
    }

    PointLine number(String field, @Nullable Double value) {
        expect(field, Measurement.Type.NUMBER);
        if (value != null) {
            point.addField(field, value.doubleValue());
        }
        return this;
    }

    PointLine whole(String field, @Nullable Number value) {
        expect(field, Measurement.Type.WHOLE);
        if (value != null) {
            point.addField(field, value.longValue());
        }
        return this;
    }

    PointLine bool(String field, @Nullable Boolean value) {
        expect(field, Measurement.Type.BOOL);
        if (value != null) {
            point.addField(field, value.booleanValue());
        }
        return this;
    }

    PointLine text(String field, @Nullable String value) {
        expect(field, Measurement.Type.TEXT);
        if (value != null) {
            point.addField(field, value);
        }
        return this;
    }

    /** An empty list is no field. */
    PointLine list(String field, List<String> values) {
        expect(field, Measurement.Type.LIST);
        if (!values.isEmpty()) {
            point.addField(field, String.join(",", values));
        }
        return this;
    }

    HistoryPoint of(String device, long receivedAt) {
        return new HistoryPoint(device, measurement.table(), receivedAt, point.toLineProtocol());
    }

    /** A field of another type would make the server refuse every point that carries it. */
    private void expect(String field, Measurement.Type type) {
        for (Measurement.Field one : measurement.fields()) {
            if (one.name().equals(field) && one.type() == type) {
                return;
            }
        }
        throw new IllegalArgumentException(measurement + " has no field " + field + " of type " + type);
    }
}
