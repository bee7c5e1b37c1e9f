package io.citywatch.ingest.session;

/**
 * What of a session outlives its connection: its subscriptions, what is on its way to the client, and the packet ids
 * that the client has still to release. It belongs to the event loop of the connection that holds the session, and is
 * handed over whole.
 */
final class SessionState {
    private final Subscriptions subscriptions = new Subscriptions();
    private final Outbox outbox = new Outbox();
    private final Inbox inbox = new Inbox();

    Subscriptions subscriptions() {
        return subscriptions;
    }

    Outbox outbox() {
        return outbox;
    }

    Inbox inbox() {
        return inbox;
    }
}
