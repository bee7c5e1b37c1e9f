package io.citywatch.ingest.session;

import io.citywatch.model.message.PendingMessage;
import io.citywatch.model.registry.Credential;

/**
 * A client that has logged in: who it is, what it subscribed to and what is on its way to it. Subscriptions and
 * deliveries belong to the event loop of its connection.
 */
public final class Session {
    private final Connection connection;
    private final Credential credential;
    private final ClientLimits limits;
    private final Subscriptions subscriptions = new Subscriptions();
    private final Outbox outbox;

    public Session(Connection connection, Credential credential, ClientLimits limits) {
        this.connection = connection;
        this.credential = credential;
        this.limits = limits;
        this.outbox = new Outbox(limits.receiveMaximum());
    }

    public String client() {
        return credential.client();
    }

    public Credential credential() {
        return credential;
    }

    public ClientLimits limits() {
        return limits;
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    public Outbox outbox() {
        return outbox;
    }

    public long number() {
        return connection.number();
    }

    /** A message of the platform is there for this client, or one changed; from any thread. */
    public void offer(PendingMessage message) {
        connection
                .channel()
                .eventLoop()
                .execute(() -> connection.channel().pipeline().fireUserEventTriggered(message));
    }

    /** Ends the connection; from any thread. */
    public void leave(Departure departure) {
        connection.leave(departure);
    }
}
