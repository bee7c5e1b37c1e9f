package io.citywatch.alerts.registry;

import io.citywatch.alerts.area.Area;
import io.citywatch.alerts.area.AreaLevel;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Responder;
import io.citywatch.model.registry.Vehicle;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the kinds of things: the id, where a thing is published, and whether it has a token.
 *
 * @param name in the audit and in problems: {@code device}
 * @param idField the field that is the id
 * @param topic where the rules read it; null if they do not
 * @param key the key there
 * @param published what travels there: what the rules need not know of people stays here; null of what they do not
 *     judge at all
 * @param credential who may connect with which token; null if it never connects
 */
public record RegistryKind<T>(
        String name,
        Class<T> type,
        String idField,
        Function<T, String> id,
        @Nullable LogTopic topic,
        Function<T, String> key,
        Function<T, @Nullable Object> published,
        @Nullable BiFunction<T, String, Credential> credential) {

    public static final RegistryKind<Device> DEVICE = new RegistryKind<>(
            "device",
            Device.class,
            "id",
            Device::id,
            LogTopic.REGISTRY_DEVICES,
            Device::id,
            body -> body,
            (device, sha256) -> new Credential(
                    device.id(),
                    Credential.Role.DEVICE,
                    device.kind(),
                    sha256,
                    Credential.State.ACTIVE,
                    device.ratePerSecond()));

    public static final RegistryKind<Elder> ELDER = new RegistryKind<>(
            "elder", Elder.class, "id", Elder::id, LogTopic.REGISTRY_ELDERS, Elder::id, Elder::withoutFile, null);

    public static final RegistryKind<Vehicle> VEHICLE = new RegistryKind<>(
            "vehicle",
            Vehicle.class,
            "plate",
            Vehicle::plate,
            LogTopic.REGISTRY_VEHICLES,
            Vehicle::tag,
            Vehicle::withoutOwner,
            null);

    public static final RegistryKind<Responder> RESPONDER = new RegistryKind<>(
            "responder",
            Responder.class,
            "id",
            Responder::id,
            null,
            Responder::id,
            body -> body,
            (responder, sha256) ->
                    new Credential(responder.id(), Credential.Role.RESPONDER, null, sha256, Credential.State.ACTIVE));

    public static final RegistryKind<Area> AREA = new RegistryKind<>(
            "area",
            Area.class,
            "id",
            Area::id,
            LogTopic.REGISTRY_AREAS,
            Area::id,
            area -> area.level() == AreaLevel.ZONE ? area : null,
            null);

    /** Whether each of the kind gets a token when it is registered. */
    public boolean hasToken() {
        return credential != null;
    }

    /** Owes the log what the rules are to know. */
    public void publish(Transaction transaction, T body) {
        byte[] told = written(body);
        if (topic != null && told != null) {
            transaction.append(topic, key.apply(body), null, told);
        }
    }

    /** What travels; null if no rule judges it. */
    public byte @Nullable [] written(T body) {
        Object told = published.apply(body);
        return told == null ? null : Json.write(told);
    }

    /** Owes the log the end of it. */
    public void withdraw(Transaction transaction, T body) {
        if (topic != null && written(body) != null) {
            transaction.append(topic, key.apply(body), null, null);
        }
    }

    /** Whether what was told before ends, though the thing goes on: it has another key, or no rule judges it now. */
    public boolean ends(T before, T after) {
        return !key.apply(before).equals(key.apply(after)) || written(after) == null;
    }

    /** Owes the gateways who may connect. */
    public void publishCredential(Transaction transaction, T body, @Nullable String tokenSha256) {
        if (credential != null && tokenSha256 != null) {
            Credential issued = credential.apply(body, tokenSha256);
            transaction.append(LogTopic.REGISTRY_CREDENTIALS, issued.client(), null, Json.write(issued));
        }
    }

    void withdrawCredential(Transaction transaction, T body) {
        if (credential != null) {
            transaction.append(LogTopic.REGISTRY_CREDENTIALS, id.apply(body), null, null);
        }
    }
}
