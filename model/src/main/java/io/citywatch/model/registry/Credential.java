package io.citywatch.model.registry;

import io.citywatch.model.Required;
import io.citywatch.model.Sha256;
import io.citywatch.model.telemetry.DeviceKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect to a gateway ({@code registry.credentials}). A tombstone withdraws it.
 *
 * @param client the device's or responder's id
 * @param role what it is
 * @param kind of a device
 * @param tokenSha256 64 hex digits; tokens are 256 random bits, so no slow hash is needed in a reconnect storm
 * @param state whether it may connect now
 * @param ratePerSecond messages that it may send; absent for the gateway's default
 */
public record Credential(
        String client,
        Role role,
        @Nullable DeviceKind kind,
        String tokenSha256,
        State state,
        @Nullable Integer ratePerSecond) {
    /** What a client of a gateway can be. */
    public enum Role {
        DEVICE,
        RESPONDER
    }

    /** Whether a client may connect. */
    public enum State {
        ACTIVE,
        QUARANTINED,
        WITHDRAWN
    }

    /** @throws IllegalArgumentException naming the field that is missing or wrong */
    public Credential {
        Required.id("client", client);
        Required.check("role", role, "DEVICE or RESPONDER");
        Required.check("tokenSha256", tokenSha256, "64 hex digits");
        Required.check("state", state, "ACTIVE, QUARANTINED or WITHDRAWN");
        Required.range("ratePerSecond", ratePerSecond, 1, Device.HIGHEST_RATE, "messages a second");
    }

    /** One whose client may send at the gateway's default rate. */
    public Credential(String client, Role role, @Nullable DeviceKind kind, String tokenSha256, State state) {
        this(client, role, kind, tokenSha256, state, null);
    }

    /** True if this is the token. Takes the same time wherever the digests differ, so that no guess is better. */
    public boolean matches(String token) {
        return MessageDigest.isEqual(
                Sha256.hex(token).getBytes(StandardCharsets.US_ASCII), tokenSha256.getBytes(StandardCharsets.US_ASCII));
    }
}
