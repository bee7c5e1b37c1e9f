package io.citywatch.streaming.lane;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.Decoded;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.StolenVehicle;
import io.citywatch.model.registry.Vehicle;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.RegistryRecord;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RegisteredElder;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.UnreadableMessage;
import io.citywatch.streaming.rules.WantedVehicle;
import io.citywatch.streaming.rules.zone.RegisteredZone;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic of JSON entries; what cannot be read goes to the dead letters.
 *
 * @param <J> an entry as it is written
 * @param <T> what the rules need of it
 */
public final class RegistryReader<J, T> extends ProcessFunction<RegistryRecord, T> implements ResultTypeQueryable<T> {
    private final LogTopic topic;
    private final Class<J> written;
    private final Class<T> needed;
    private final Entry<J, T> entry;
    private final Tombstone<T> tombstone;

    private interface Entry<J, T> extends Serializable {
        T of(J value, long loggedAt);
    }

    private interface Tombstone<T> extends Serializable {
        @Nullable
        T of(String key, long loggedAt);
    }

    private RegistryReader(
            LogTopic topic, Class<J> written, Class<T> needed, Entry<J, T> entry, Tombstone<T> tombstone) {
        this.topic = topic;
        this.written = written;
        this.needed = needed;
        this.entry = entry;
        this.tombstone = tombstone;
    }

    public static RegistryReader<Device, RegisteredDevice> devices() {
        return new RegistryReader<>(
                LogTopic.REGISTRY_DEVICES,
                Device.class,
                RegisteredDevice.class,
                (device, loggedAt) -> RegisteredDevice.of(device),
                (key, loggedAt) -> RegisteredDevice.withdrawn(key));
    }

    public static RegistryReader<Elder, RegisteredElder> elders() {
        return new RegistryReader<>(
                LogTopic.REGISTRY_ELDERS,
                Elder.class,
                RegisteredElder.class,
                (elder, loggedAt) -> RegisteredElder.of(elder),
                (key, loggedAt) -> RegisteredElder.withdrawn(key));
    }

    public static RegistryReader<Vehicle, RegisteredVehicle> vehicles() {
        return new RegistryReader<>(
                LogTopic.REGISTRY_VEHICLES,
                Vehicle.class,
                RegisteredVehicle.class,
                (vehicle, loggedAt) -> RegisteredVehicle.of(vehicle),
                (key, loggedAt) -> RegisteredVehicle.withdrawn(key));
    }

    public static RegistryReader<StolenVehicle, WantedVehicle> stolen() {
        return new RegistryReader<>(
                LogTopic.REGISTRY_STOLEN,
                StolenVehicle.class,
                WantedVehicle.class,
                WantedVehicle::of,
                WantedVehicle::withdrawn);
    }

    public static RegistryReader<JsonNode, RegisteredZone> zones() {
        return new RegistryReader<>(
                LogTopic.REGISTRY_AREAS,
                JsonNode.class,
                RegisteredZone.class,
                (feature, loggedAt) -> RegisteredZone.of(feature),
                (key, loggedAt) -> RegisteredZone.withdrawn(key));
    }

    public static RegistryReader<DeadLetter, UnreadableMessage> deadLetters() {
        return new RegistryReader<>(
                LogTopic.DEAD_LETTERS,
                DeadLetter.class,
                UnreadableMessage.class,
                UnreadableMessage::of,
                (key, loggedAt) -> null);
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return TypeInformation.of(needed);
    }

    @Override
    public void processElement(RegistryRecord record, Context context, Collector<T> out) {
        if (record.value() == null) {
            T withdrawn = tombstone.of(record.key(), record.loggedAt());
            if (withdrawn != null) {
                out.collect(withdrawn);
            }
            return;
        }
        Decoded<T> decoded = read(record.value(), record.loggedAt());
        if (decoded instanceof Decoded.Valid<T> valid) {
            out.collect(valid.value());
        } else if (decoded instanceof Decoded.Invalid<T> invalid && topic != LogTopic.DEAD_LETTERS) {
            // An unreadable dead letter would make another one, for ever.
            context.output(
                    Outlets.UNREADABLE,
                    KeyedBytes.deadLetter(
                            record.key(), topic.topicName(), invalid.reason(), record.loggedAt(), record.value()));
        }
    }

    private Decoded<T> read(byte[] value, long loggedAt) {
        try {
            return Json.read(value, written)
                    .fold(read -> Decoded.valid(entry.of(read, loggedAt)), reason -> Decoded.<T>invalid(reason));
        } catch (RuntimeException e) {
            // As in the lanes: a fault of ours costs one entry, not the job.
            return Decoded.invalid(String.valueOf(e));
        }
    }
}
