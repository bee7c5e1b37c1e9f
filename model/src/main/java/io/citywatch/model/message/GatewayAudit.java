package io.citywatch.model.message;

import java.time.Instant;

/**
 * Something that a gateway refused ({@code gateway.audit}).
 *
 * @param client who tried; device-supplied, at most 64 characters
 * @param action {@code connect}, {@code publish} or {@code subscribe}
 * @param target the topic, the filter or the client id
 * @param reason why it was refused
 * @param remote the address that it came from
 */
public record GatewayAudit(
        Instant at, String gateway, String client, String action, String target, String reason, String remote) {}
