package io.citywatch.ingest.session;

import io.citywatch.model.message.PendingMessage;
import io.citywatch.model.registry.Credential;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A client that has logged in: who it is, what it subscribed to and what is on its way to it. It begins once an older
 * connection of the client has let go of what it held. All but {@link #offer}, {@link #repace} and {@link #leave}
 * belongs to the event loop of its connection.
 */
public final class Session {
    private final Connection connection;
    private final ClientLimits limits;
    private final CompletableFuture<Handover> released = new CompletableFuture<>();
    private Credential credential;
    private Duration expiry;
    private @Nullable Will will;
    private @Nullable SessionState state;
    private boolean deliverable;

    /** @param expiry how long it is kept when its connection has ended; zero ends it with the connection */
    public Session(
            Connection connection, Credential credential, ClientLimits limits, Duration expiry, @Nullable Will will) {
        this.connection = connection;
        this.credential = credential;
        this.limits = limits;
        this.expiry = expiry;
        this.will = will;
    }

    /** Takes on what an older connection left; true if that was a session to resume. */
    public boolean begin(Handover handover, boolean clean) {
        boolean resumed = !clean && handover.state() != null;
        state = resumed ? handover.state() : new SessionState();
        return resumed;
    }

    public boolean hasBegun() {
        return state != null;
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
        return state().subscriptions();
    }

    public Outbox outbox() {
        return state().outbox();
    }

    public Inbox inbox() {
        return state().inbox();
    }

    public long number() {
        return connection.number();
    }

    public Duration expiry() {
        return expiry;
    }

    /** The client changed its mind, as it may when it says goodbye. */
    public void expireAfter(Duration changed) {
        expiry = changed;
    }

    /** The client said goodbye, or it is the gateway that goes: nobody need hear of it. */
    public void forgetWill() {
        will = null;
    }

    /** Whether messages of the platform reach the client; true if that is another answer than the last. */
    public boolean changeDeliverable(boolean now) {
        boolean changed = deliverable != now;
        deliverable = now;
        return changed;
    }

    /** A message of the platform is there for this client, or one changed; from any thread. */
    public void offer(PendingMessage message) {
        connection
                .channel()
                .eventLoop()
                .execute(() -> connection.channel().pipeline().fireUserEventTriggered(message));
    }

    /** The client may send at another rate; from any thread. */
    public void repace(Credential now) {
        connection
                .channel()
                .eventLoop()
                .execute(() -> connection.channel().pipeline().fireUserEventTriggered(now));
    }

    /** Takes what the client is registered with now, of which its login still holds. */
    public void renew(Credential now) {
        credential = now;
    }

    /** Ends the connection; from any thread. */
    public void leave(Departure departure) {
        connection.leave(departure);
    }

    @Nullable
    Will will() {
        return will;
    }

    SessionState state() {
        return Objects.requireNonNull(state, "a session that has begun");
    }

    /** Completes when this connection lets go of the client. */
    CompletableFuture<Handover> released() {
        return released;
    }
}
