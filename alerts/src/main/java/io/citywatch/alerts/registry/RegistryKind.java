package io.citywatch.alerts.registry;

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
 * @param credential who may connect with which token; null if it never connects
 */
public record RegistryKind<T>(
        String name,
        Class<T> type,
        String idField,
        Function<T, String> id,
        @Nullable LogTopic topic,
        Function<T, String> key,
        @Nullable BiFunction<T, String, Credential> credential) {

    public static final RegistryKind<Device> DEVICE = new RegistryKind<>(
            "device",
            Device.class,
            "id",
            Device::id,
            LogTopic.REGISTRY_DEVICES,
            Device::id,
            (device, sha256) -> new Credential(
                    device.id(), Credential.Role.DEVICE, device.kind(), sha256, Credential.State.ACTIVE));

    public static final RegistryKind<Elder> ELDER =
            new RegistryKind<>("elder", Elder.class, "id", Elder::id, LogTopic.REGISTRY_ELDERS, Elder::id, null);

    public static final RegistryKind<Vehicle> VEHICLE = new RegistryKind<>(
            "vehicle", Vehicle.class, "plate", Vehicle::plate, LogTopic.REGISTRY_VEHICLES, Vehicle::tag, null);

    public static final RegistryKind<Responder> RESPONDER = new RegistryKind<>(
            "responder",
            Responder.class,
            "id",
            Responder::id,
            null,
            Responder::id,
            (responder, sha256) ->
                    new Credential(responder.id(), Credential.Role.RESPONDER, null, sha256, Credential.State.ACTIVE));

    boolean hasToken() {
        return credential != null;
    }

    void publish(Transaction transaction, T body) {
        if (topic != null) {
            transaction.append(topic, key.apply(body), null, Json.write(body));
        }
    }

    void withdraw(Transaction transaction, T body) {
        if (topic != null) {
            transaction.append(topic, key.apply(body), null, null);
        }
    }

    void publishCredential(Transaction transaction, T body, @Nullable String tokenSha256) {
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
