package io.citywatch.model.message;

import io.citywatch.model.PlainText;
import io.citywatch.model.Required;
import java.time.Instant;

/**
 * Something that a gateway refused ({@code gateway.audit}).
 *
 * @param client who tried; device-supplied, cut to 64 characters
 * @param action {@code connect}, {@code publish}, {@code subscribe} or {@code packet}
 * @param target the topic, the filter or the client id
 * @param reason why it was refused
 * @param remote the address that it came from
 */
public record GatewayAudit(
        Instant at, String gateway, String client, String action, String target, String reason, String remote) {
    private static final int MOST_CLIENT_CHARACTERS = 64;
    private static final int MOST_CHARACTERS = 500;

    /**
     * Cleans and cuts what the client supplied, so that nothing it says breaks the audit.
     *
     * @throws IllegalArgumentException naming the field that is missing
     */
    public GatewayAudit {
        Required.check("at", at, "epoch milliseconds");
        Required.check("gateway", gateway, "the gateway's id");
        Required.check("client", client, "a client's id");
        Required.check("action", action, "connect, publish, subscribe or packet");
        Required.check("target", target, "a topic, a filter or a client's id");
        Required.check("reason", reason, "why it was refused");
        Required.check("remote", remote, "an address");
        client = PlainText.cleaned(client, MOST_CLIENT_CHARACTERS);
        target = PlainText.cleaned(target, MOST_CHARACTERS);
        reason = PlainText.cleaned(reason, MOST_CHARACTERS);
    }
}
